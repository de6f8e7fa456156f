"""DataError: bad input data, told with file, line and field."""


class DataError(ValueError):
    """Input data cannot be used; the message names the file and, where there is one, the line and the field."""
