"""A file that is never put on a disk: kept in memory up to a limit, and beyond that not at all."""

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class InMemory(FileUploadHandler):
    """A larger file than `maximum` bytes arrives empty, with its real size, so that the form can say so."""

    def __init__(self, request: Any, maximum: int) -> None:
        super().__init__(request)
        self._maximum = maximum
        self._content = io.BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._content = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) <= self._maximum:
            self._content.write(raw_data)
        else:
            self._content = io.BytesIO()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self._content.seek(0)
        return InMemoryUploadedFile(self._content, self.field_name, self.file_name, self.content_type or "", file_size, self.charset)
