from tests.load.fixtures import collected, shipped, site_of_tests, staged

__all__ = ["collected", "shipped", "site_of_tests", "staged"]
