"""EDTF texts for hypothesis to draw from."""

from hypothesis import strategies as st


def written_year(year):
    return f"-{-year:04}" if year < 0 else f"{year:04}"


years = st.integers(-9999, 9999).map(written_year)
months = st.builds("{}-{:02}".format, years, st.integers(1, 12))
days = st.builds("{}-{:02}".format, months, st.integers(1, 28))
seasons = st.builds("{}-{}".format, years, st.integers(21, 24))
decades = years.map(lambda year: year[:-1] + "X")
centuries = years.map(lambda year: year[:-2] + "XX")
unspecified = st.builds("{}{}".format, years, st.sampled_from(["-XX", "-XX-XX"]))
unspecified_days = months.map("{}-XX".format)
long_years = st.builds(
    "Y{}{}".format, st.sampled_from(["", "-"]), st.integers(10_000, 9_999_999_999)
)
common = st.one_of(years, months, days, decades, centuries, unspecified, unspecified_days)
plain = common | seasons | long_years
qualifiers = st.sampled_from(["", "?", "~", "%"])
qualified = st.builds("{}{}".format, plain, qualifiers)
calendars = st.sampled_from(["", "NS", "OS", "unstated"])
