"""DataError: bad input data, told with file, line and field; OverBudget: more of it than fits."""


class DataError(ValueError):
    """Input data cannot be used; the message names the file and, where there is one, the line and the field."""


class OverBudget(DataError):
    """Pages and a question need more tokens than a model may be given."""
