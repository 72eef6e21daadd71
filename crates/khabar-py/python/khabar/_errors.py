"""What can go wrong, as exceptions."""


class Error(Exception):
    """Any error of this package."""


class PageError(Error):
    """A page that cannot be read; in a batch it is the `error` of its row.

    Attributes:
        id: the page's id, else its address, else None.
        reason: what is the matter with it.

    """

    def __init__(self, id: str | None, reason: str) -> None:
        super().__init__(id, reason)
        self.id = id
        self.reason = reason

    def __str__(self) -> str:
        return f"page {self.id}: {self.reason}" if self.id else self.reason


class ColumnError(Error, ValueError):
    """A column of a batch that is missing or of a type that cannot be read.

    Attributes:
        column: its name.
        reason: what is the matter with it.

    """

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(column, reason)
        self.column = column
        self.reason = reason

    def __str__(self) -> str:
        return f"column «{self.column}»: {self.reason}"


class OptionError(Error, ValueError):
    """An option that cannot be used, such as a time zone that there is not."""


class RecordError(Error, ValueError):
    """The JSON of a record that is none, or that contradicts itself."""
