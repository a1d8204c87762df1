"""The map's projection: Lambert azimuthal equal-area around 10° E, 52° N (ETRS89-LAEA, EPSG:3035)."""

from __future__ import annotations

from math import asin, atanh, cos, hypot, radians, sin, sqrt

CENTRE = (10.0, 52.0)
"""Longitude and latitude, in degrees, of the point that is (0, 0)."""

_A = 6378.137
_FLATTENING = 1 / 298.257222101
_E2 = _FLATTENING * (2 - _FLATTENING)
_E = sqrt(_E2)


def _q(latitude: float) -> float:
    s = sin(latitude)
    return (1 - _E2) * (s / (1 - _E2 * s * s) + atanh(_E * s) / _E)


_QP = _q(radians(90))
_LON0, _LAT0 = map(radians, CENTRE)
_BETA0 = asin(_q(_LAT0) / _QP)
_RQ = _A * sqrt(_QP / 2)
_D = _A * cos(_LAT0) / (sqrt(1 - _E2 * sin(_LAT0) ** 2) * _RQ * cos(_BETA0))


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Kilometres east and south of `CENTRE` for degrees on the GRS80 ellipsoid (EPSG guidance note 7-2,
    method 9820). The antipode of `CENTRE` has no place: it gives a far point."""
    beta = asin(max(-1.0, min(1.0, _q(radians(latitude)) / _QP)))
    angle = radians(longitude) - _LON0
    nearness = 1 + sin(_BETA0) * sin(beta) + cos(_BETA0) * cos(beta) * cos(angle)
    b = _RQ * sqrt(2 / max(nearness, 1e-9))
    east = b * _D * cos(beta) * sin(angle)
    north = b / _D * (cos(_BETA0) * sin(beta) - sin(_BETA0) * cos(beta) * cos(angle))
    return east, -north


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two places of one plane, in its unit."""
    return hypot(one[0] - other[0], one[1] - other[1])
