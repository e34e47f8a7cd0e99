"""套用模板：a Word template and what stands in its fields become a document, or a sentence on what is wrong."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

from toolkit.errors import TemplateError
from toolkit.reports.package import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from datetime import datetime

    from docx.document import Document
    from docxtpl import DocxTemplate
    from jinja2 import Environment
    from jinja2 import TemplateError as WrongTag

    from toolkit.reports.filling import Filling

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

    document, environment = opened(template, name), new_environment()
    try:
        if unknown := document.get_undeclared_template_variables(environment) - set(context):
            raise unknown_fields(name, unknown)
        document.render(dict(context), environment, autoescape=True)
    except WrongTag as error:
        raise wrong_tag(name, error) from error
    finish(document.docx)
    return _bytes(document, made_at)


def words(template: bytes, name: str) -> Callable[[Mapping[str, Any]], str]:
    """
    Return what gives a template's words outside tables for a context, without making a document of them.

    Raises:
        TemplateError: the template cannot be opened, or has a wrong tag.
    """
    from jinja2 import TemplateError as WrongTag

    paragraphs = opened(template, name).docx.paragraphs
    text = _TAG.sub("{%", "\n".join(paragraph.text for paragraph in paragraphs))
    try:
        compiled = new_environment().from_string(text)
    except WrongTag as error:
        raise wrong_tag(name, error) from error
    return lambda context: str(compiled.render(context))


def check(template: bytes, name: str, fields: Collection[str], trial: Mapping[str, Any]) -> None:
    """Raise TemplateError if a template could not be filled in from these fields."""
    from datetime import UTC, datetime

    render(template, name, {field: trial[field] for field in fields}, datetime(2000, 1, 1, tzinfo=UTC))


def wrong_tag(name: str, error: WrongTag) -> TemplateError:
    """Return the sentence on a tag jinja does not understand."""
    return TemplateError(f"模板“{name}”中的标记有误（{error.message}）；{_MEND}。")


def new_environment() -> Environment:
    """Return where templates are filled in: nothing of the machine in reach, no field without its value."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def unknown_fields(name: str, unknown: Iterable[str]) -> TemplateError:
    """Return the sentence on fields a template names and there are not."""
    return TemplateError(f"模板“{name}”中有不认识的字段：{'、'.join(sorted(unknown))}；{_MEND}。")


def opened(template: bytes, name: str) -> Filling:
    """Return a template to be filled in; TemplateError where it is no Word file."""
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
