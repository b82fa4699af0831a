from tests.load.fixtures import collected, env_of_tests, shipped, site_of_tests, staged

__all__ = ["collected", "env_of_tests", "shipped", "site_of_tests", "staged"]
