"""Every screen, by those it is for: no serious fault that axe-core finds, on a desk and on a phone, and nothing wider than a phone."""

from pathlib import Path

import pytest
from tests.access.table import ROWS, Row
from tests.access.test_matrix import path_of
from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.browser
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
ASK = """async tags => (await axe.run(document, {runOnly: tags, resultTypes: ['violations']})).violations
  .filter(v => ['serious', 'critical'].includes(v.impact)).map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(' | '))"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
READERS = ("owner", "supplier", "auditor", "anonymous")  # the first of these that may open it looks at it

# Pages that allauth answers, in our templates: they stand in no row of the table.
SIGN_IN = {
    "anonymous": ("/sign-in/password/reset/", "/sign-in/password/reset/done/", "/sign-in/password/reset/key/1-no-key/"),
    "owner": ("/sign-in/password/change/",),
}


def screens(who: str) -> list[Row]:
    """The pages that this one is the first to look at; files, pictures and fragments are no pages."""
    return [row for row in ROWS if row.is_page and next((r for r in READERS if row.status(r) == 200), None) == who]


@pytest.mark.parametrize("who", READERS)
def test_no_serious_fault(open_window, house, who):
    if not AXE.exists():
        pytest.skip("needs axe-core (make install)")
    window, found = open_window(who if who != "anonymous" else None, bypass_csp=True), {}
    for path in (*(path_of(row, house) for row in screens(who)), *SIGN_IN.get(who, ())):
        window.page.set_viewport_size(DESKTOP)
        window.go(path)
        window.page.add_script_tag(path=str(AXE))
        faults = window.page.evaluate(ASK, RULES)
        window.page.set_viewport_size(PHONE)
        faults += [f"on a phone: {fault}" for fault in window.page.evaluate(ASK, RULES) if fault not in faults]
        wider = window.page.evaluate(WIDER)
        if wider > 0:
            faults.append(f"{wider} px wider than a phone")
        if faults:
            found[path] = faults
    assert found == {}
