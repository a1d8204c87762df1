"""The projections of the maps, in kilometres east and south of their centres: both keep areas.

Of Europe Lambert azimuthal equal-area around 10° E, 52° N (ETRS89-LAEA, EPSG:3035), of the world Equal Earth.
"""

from __future__ import annotations

from math import asin, atanh, cos, radians, sin, sqrt

CENTRE = (10.0, 52.0)
"""Longitude and latitude, in degrees, of the point that is (0, 0) on the map of Europe."""

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
    """The place on the map of Europe of degrees on the GRS80 ellipsoid (EPSG guidance note 7-2, method 9820).
    The antipode of `CENTRE` has no place: it gives a far point."""
    beta = asin(max(-1.0, min(1.0, _q(radians(latitude)) / _QP)))
    angle = radians(longitude) - _LON0
    nearness = 1 + sin(_BETA0) * sin(beta) + cos(_BETA0) * cos(beta) * cos(angle)
    b = _RQ * sqrt(2 / max(nearness, 1e-9))
    east = b * _D * cos(beta) * sin(angle)
    north = b / _D * (cos(_BETA0) * sin(beta) - sin(_BETA0) * cos(beta) * cos(angle))
    return east, -north


_RADIUS = 6371.0072
"""Kilometres of the sphere with the area of the earth."""
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796


def project_world(longitude: float, latitude: float) -> tuple[float, float]:
    """The place on the map of the world of degrees (Šavrič, Patterson and Jenny 2018, around 0° E)."""
    theta = asin(sqrt(3) / 2 * sin(radians(latitude)))
    square = theta * theta
    sixth = square**3
    slope = 9 * _A4 * sixth * square + 7 * _A3 * sixth + 3 * _A2 * square + _A1
    east = 2 * sqrt(3) * radians(longitude) * cos(theta) / (3 * slope)
    north = theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
    return _RADIUS * east, -_RADIUS * north
