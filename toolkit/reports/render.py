"""套用模板：a Word template and what stands in its fields become a document, or a sentence on what is wrong."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

from toolkit.errors import TemplateError
from toolkit.reports.package import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import datetime

    from docx.document import Document
    from docxtpl import DocxTemplate
    from jinja2 import Environment
    from jinja2 import TemplateError as WrongTag

_TAG = re.compile(r"\{%[pr](?= )")
_MEND = "请在模板中改正，或用程序自带的模板替换"


def render(
    template: bytes,
    name: str,
    context: Mapping[str, Any],
    made_at: datetime,
    finish: Callable[[Document], None] = lambda _: None,
) -> bytes:
    """
    Fill a template in and return the document, the same bytes for the same words.

    ``finish`` sees the filled document before it is saved.

    Raises:
        TemplateError: the template cannot be opened, has a wrong tag, or names a field there is not.
    """
    from jinja2 import TemplateError as WrongTag

    document, environment = _open(template, name), _environment()
    try:
        unknown = sorted(document.get_undeclared_template_variables(environment) - set(context))
        if unknown:
            raise TemplateError(f"模板“{name}”中有不认识的字段：{'、'.join(unknown)}；{_MEND}。")
        document.render(dict(context), environment, autoescape=True)
    except WrongTag as error:
        raise _wrong(name, error) from error
    finish(document.docx)
    return _bytes(document, made_at)


def words(template: bytes, name: str) -> Callable[[Mapping[str, Any]], str]:
    """
    Return what gives a template's words outside tables for a context, without making a document of them.

    Raises:
        TemplateError: the template cannot be opened, or has a wrong tag.
    """
    from jinja2 import TemplateError as WrongTag

    paragraphs = _open(template, name).docx.paragraphs
    text = _TAG.sub("{%", "\n".join(paragraph.text for paragraph in paragraphs))
    try:
        compiled = _environment().from_string(text)
    except WrongTag as error:
        raise _wrong(name, error) from error
    return lambda context: str(compiled.render(context))


def check(template: bytes, name: str, fields: Collection[str], trial: Mapping[str, Any]) -> None:
    """Raise TemplateError if a template could not be filled in from these fields."""
    from datetime import UTC, datetime

    render(template, name, {field: trial[field] for field in fields}, datetime(2000, 1, 1, tzinfo=UTC))


def _wrong(name: str, error: WrongTag) -> TemplateError:
    return TemplateError(f"模板“{name}”中的标记有误（{error.message}）；{_MEND}。")


def _environment() -> Environment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def _open(template: bytes, name: str) -> DocxTemplate:
    from toolkit.reports.filling import Filling

    document = Filling(BytesIO(template))
    try:
        document.init_docx()
    except Exception as error:  # python-docx and lxml raise whatever the damage makes them
        raise TemplateError(
            f"模板“{name}”打不开，可能已损坏或不是docx文件；请用程序自带的模板替换。"
        ) from error
    return document


def _bytes(document: DocxTemplate, made_at: datetime) -> bytes:
    moment = made_at.replace(tzinfo=None)
    properties = document.docx.core_properties
    properties.created, properties.modified = moment, moment
    filled = BytesIO()
    document.save(filled)
    return settle(filled.getvalue())
