"""Every address of the site, as the resolver knows it."""

from django.urls import URLPattern, get_resolver


def every_url():
    """The name of each with its namespaces, or its route where it has none, and its parameters."""
    return sorted(_below(get_resolver().url_patterns, "", ""))


def _below(patterns, spaces, route):
    for pattern in patterns:
        path = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            name = spaces + (pattern.name or path)
            yield name, tuple(pattern.pattern.converters) or _groups(pattern)
        else:
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _below(pattern.url_patterns, spaces + space, path)


def _groups(pattern):
    regex = getattr(pattern.pattern, "regex", None)
    return tuple(regex.groupindex) if regex else ()
