"""Files that leave as files: never shown as a page of ours."""

from django.http import HttpResponse

XML = "application/xml"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(content: bytes, file_name: str, media_type: str = "application/octet-stream") -> HttpResponse:
    """An attachment under a name that every file system takes."""
    response = HttpResponse(content, content_type=media_type)
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in file_name)
    response["Content-Disposition"] = f'attachment; filename="{safe}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
