"""What walks around the gates is not written: names, calls, and reaches into later rooms."""

import re
from pathlib import Path

import pytest

from tests.building.tree import CARE, ROOMS, ROOT, Source, plant, room_of, sources, templates

DRAWERS = {"utils", "helpers", "common", "misc", "util", "helper", "tools"}

#: call as written (end of the dotted name) -> where it may stand, and why
CALLS = {
    "raw": (),
    "cursor": (),
    "QuerySet": (),
    "GatedQuerySet": ("src/kmt/access/rows.py",),
    "get_model": (),
    "mark_safe": ("src/kmt/kernel/",),
    "eval": (),
    "exec": (),
}
#: attribute -> where it may stand
ATTRIBUTES = {
    "_base_manager": (),
    "objects.model": (),
    "_state": (),
}
#: Broad catches belong to the outermost layer only.
OUTERMOST = ("src/kmt/project/", "src/kmt/proof/", "src/kmt/insight/actions/")
HOSTS = re.compile(
    r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian\.org|--(extra-)?index-url|--find-links"
)
SIGNALS = re.compile(r"django\.dispatch|post_save|pre_save|post_delete|pre_delete|m2m_changed")
#: Where signals are the only hook that a part we stand on leaves us, and for what.
SIGNALS_FOR = {
    "src/kmt/partners/sealed_keys.py": "sealing what django-allauth keeps of a security key",
}


def forbidden_calls(source: Source) -> list[str]:
    """Calls that reach around the gates, and broad catches, in one file."""
    found = []
    for name, call in source.calls():
        last = name.split(".")[-1]
        if last in CALLS and not source.name.startswith(tuple(CALLS[last]) or ("-",)):
            found.append(f"{source.name}:{call.lineno} {name}(")
    for attribute, allowed in ATTRIBUTES.items():
        if f".{attribute}" in source.text and source.name not in allowed:
            found.append(f"{source.name} .{attribute}")
    if re.search(r"except (Base)?Exception\b|except:", source.text) and not source.name.startswith(
        OUTERMOST
    ):
        found.append(f"{source.name} catches everything")
    if SIGNALS.search(source.text) and source.name not in SIGNALS_FOR:
        found.append(f"{source.name} uses Django signals")
    return found


def upward_names(source: Source) -> list[str]:
    """Addresses of later rooms that an earlier room reverses or redirects to."""
    found = []
    for name, call in source.calls():
        if name.split(".")[-1] not in {"reverse", "reverse_lazy", "redirect"} or not call.args:
            continue
        target = getattr(call.args[0], "value", "")
        if isinstance(target, str) and _later(source.room, target.split(":")[0]):
            found.append(f"{source.name}:{call.lineno} {target}")
    return found


def upward_templates(path: Path, root: Path = ROOT) -> list[str]:
    """Addresses and templates of later rooms that a template names."""
    text, room = path.read_text(encoding="utf-8"), room_of(path)
    targets = re.findall(r"{%\s*url\s+['\"]([a-z_]+):", text)
    targets += re.findall(r"{%\s*(?:include|extends)\s+['\"]([a-z_]+)/", text)
    return [f"{path.relative_to(root)} → {one}" for one in targets if _later(room, one)]


def _later(room: str, target: str) -> bool:
    return (
        room in ROOMS
        and target in ROOMS
        and (ROOMS.index(target) > ROOMS.index(room) or _wall_between(room, target))
        and room != target
    )


def _wall_between(room: str, target: str) -> bool:
    """The wall in the workshop: nothing of care leads to pga, and nothing of pga to care."""
    return {room, target} & set(CARE) != set() and "pga" in {room, target}


def test_nothing_reaches_around_the_gates() -> None:
    assert [line for source in sources() for line in forbidden_calls(source)] == []


def test_no_room_names_an_address_of_a_later_room() -> None:
    assert [line for source in sources() for line in upward_names(source)] == []


def test_no_template_names_an_address_or_template_of_a_later_room() -> None:
    assert [line for path in templates() for line in upward_templates(path)] == []


def test_there_is_no_drawer_without_a_name() -> None:
    assert [source.name for source in sources() if source.path.stem in DRAWERS] == []


def test_no_registry_host_stands_in_the_locks_or_settings() -> None:
    for name in ("requirements/run.txt", "requirements/dev.txt", "pyproject.toml"):
        assert not HOSTS.search((ROOT / name).read_text()), name


@pytest.mark.parametrize(
    "line",
    [
        "Report.objects.raw('select 1')",
        "connection.cursor()",
        "QuerySet(model=Report)",
        "Report._base_manager.all()",
        "apps.get_model('vault', 'Person')",
        "post_save.connect(f)",
        "try:\n    f()\nexcept Exception:\n    pass",
    ],
)
def test_each_way_around_is_found(line: str, tmp_path: Path) -> None:
    path = plant(tmp_path, "src/kmt/care/views.py", line)
    assert forbidden_calls(Source(path, tmp_path))


def test_a_reach_upward_is_found(tmp_path: Path) -> None:
    view = plant(tmp_path, "src/kmt/intake/views.py", "redirect('care:case', 1)")
    page = plant(
        tmp_path,
        "src/kmt/intake/templates/intake/page.html",
        "{% include 'care/card.html' %}{% url 'care:cases' %}{% url 'intake:report' %}",
    )
    wall = plant(tmp_path, "src/kmt/pga/templates/pga/page.html", "{% url 'care:cases' %}")
    assert upward_names(Source(view, tmp_path)) == ["src/kmt/intake/views.py:1 care:case"]
    assert len(upward_templates(page, tmp_path)) == 2
    assert len(upward_templates(wall, tmp_path)) == 1
