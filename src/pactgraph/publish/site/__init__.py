"""The static site: pages for people and files for programs, by path.

`Site` takes a path such as `/region/saxony/` to the bytes of its page; `write_site` writes every path below a
folder. Whoever serves pages calls the same `Site`.
"""
