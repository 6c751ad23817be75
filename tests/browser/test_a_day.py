"""The day of those who use it most, in Chromium: what they type, what they see next, and what is true in the house afterwards."""

import pytest
from tests.access.house import photo
from tests.browser.conftest import PHONE

from samkoeb.invoicing.models import Invoice
from samkoeb.ordering.models import Order, RequisitionLine
from samkoeb.receiving.models import Photo, Receipt
from samkoeb.story import cast

pytestmark = pytest.mark.browser


@pytest.fixture
def empty_basket(house):
    RequisitionLine.objects.filter(requisition__state="basket", requisition__unit=house.stage.cast.units["b4"]).delete()


def sign_in(window, key: str) -> None:
    window.go("/sign-in/")
    window.page.fill("#id_login", cast.email(key))
    window.page.fill("#id_password", cast.PASSWORD)
    window.page.click("main button.button-primary")


def newest_order(house) -> Order:
    return Order.objects.filter(unit=house.stage.cast.units["b4"]).latest("pk")


def test_a_nurse_orders_gloves(open_window, house, empty_basket):
    window, before = open_window(None), Order.objects.count()
    sign_in(window, "sygeplejerske")
    window.page.fill("#q", "handske nitril")
    window.page.press("#q", "Enter")
    hit = window.page.locator("li.sk-hit").first
    assert "nitril" in hit.inner_text().lower()
    with window.page.expect_response("**/shop/basket/add/"):
        hit.locator("form.sk-add button").click()
    window.page.locator(".sk-added:not(:empty)").first.wait_for()
    window.go("/shop/basket/")
    window.page.click("button[name=send]")
    window.page.wait_for_url("**/shop/basket/sent/**")
    assert Order.objects.count() == before + 1
    assert newest_order(house).number in window.page.inner_text("main")


def test_what_cannot_be_added_is_said_where_the_button_is_and_the_page_stays_as_it_is(open_window, house, empty_basket):
    window = open_window("sygeplejerske")
    window.go("/shop/search/?q=handske+nitril")
    hit = window.page.locator("li.sk-hit").first
    hit.locator("form.sk-add input[name=quantity]").fill("0")
    hit.locator("form.sk-add button").click()
    hit.locator(".sk-added [role=alert]").wait_for()
    assert "større end nul" in hit.locator(".sk-added").inner_text()
    assert window.page.locator("h1").count() == 1
    assert not RequisitionLine.objects.filter(requisition__state="basket", requisition__unit=house.stage.cast.units["b4"]).exists()


def test_by_keyboard_alone(open_window, house, empty_basket):
    """Nothing is clicked: Tab finds each thing, in the order in which it stands, and it can be seen where one is."""
    window, before = open_window("sygeplejerske"), Order.objects.count()
    window.go("/shop/search/?q=handske+nitril")
    tab_to(window, "form.sk-add button")
    ring = "e => { const s = getComputedStyle(e); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none' }"
    assert window.page.locator(":focus").evaluate(ring)
    with window.page.expect_response("**/shop/basket/add/"):
        window.page.keyboard.press("Enter")
    window.page.locator(".sk-added:not(:empty)").first.wait_for()
    window.go("/shop/")
    tab_to(window, "a.sk-basket")
    window.page.keyboard.press("Enter")
    window.page.wait_for_url("**/shop/basket/")
    tab_to(window, "button[name=send]")
    window.page.keyboard.press("Enter")
    window.page.wait_for_url("**/shop/basket/sent/**")
    assert Order.objects.count() == before + 1


def tab_to(window, selector: str, most: int = 150) -> None:
    for _step in range(most):
        window.page.keyboard.press("Tab")
        if window.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"{selector} was not reached by {most} tabs on {window.at()}")


def test_without_javascript_from_search_to_order(open_window, house, empty_basket):
    window, before = open_window(None, java_script_enabled=False), Order.objects.count()
    sign_in(window, "sygeplejerske")
    window.go("/shop/")
    window.page.fill("#q", "handske nitril")
    window.page.click("button.button-search")
    window.page.locator("form.sk-add button").first.click()
    window.go("/shop/basket/")
    window.page.click("button[name=send]")
    window.page.wait_for_url("**/shop/basket/sent/**")
    assert Order.objects.count() == before + 1


def test_received_on_a_phone_with_one_damaged(open_window, house):
    window, order_id = open_window("sygeplejerske", PHONE), house.ids["order"]
    window.go(f"/receiving/orders/{order_id}/")
    box = window.page.locator("fieldset.sk-box").first
    box.locator("input[name^=quantity-]").fill("2")
    box.locator("summary").click()
    box.locator("input[name^=rejected-]").fill("1")
    box.locator("select[name^=deviation-]").select_option("damaged")
    box.locator("input[name^=photos-]").set_input_files({"name": "skade.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    window.page.click(".sk-sticky button")
    window.page.wait_for_url("**/receiving/receipts/**")
    receipt = Receipt.objects.get(order_id=order_id)
    line = receipt.lines.get(rejected_quantity__gt=0)
    assert (line.quantity, line.rejected_quantity, line.deviation) == (2, 1, "damaged")
    taken = Photo.objects.get(receipt_line=line)
    assert window.page.locator(f"img[src*='/photos/{taken.pk}/'], a[href*='/photos/{taken.pk}/']").count()


def test_where_one_stands_is_in_sight_on_a_phone(open_window, house):
    """The menu is wider than a phone; its last entry stood out of sight also on its own page."""
    window = open_window("sygeplejerske", PHONE)
    window.go("/finance/attest/")
    window.page.wait_for_function("() => document.querySelector('.sk-nav .container').scrollLeft > 0")
    entry = window.page.locator(".sk-nav [aria-current]").bounding_box()
    assert entry["x"] >= 0
    assert entry["x"] + entry["width"] < PHONE["width"] + 1  # a browser counts in parts of a pixel


def test_a_clerk_sees_why_and_approves_with_a_reason(open_window, house):
    """What deviates is seen by two: the head of the ward attests, the clerk approves."""
    invoice = Invoice.objects.get(pk=house.ids["invoice"])
    assert invoice.approved_at is None
    ward = open_window("afsnitsleder")
    ward.go(f"/finance/invoices/{invoice.pk}/")
    ward.page.click("button[name=attest]")
    ward.page.locator("#messages .alert-success").first.wait_for()
    window = open_window("bogholder")
    window.go("/finance/")
    window.page.click(f"a[href='/finance/invoices/{invoice.pk}/']")
    assert "173,16" in window.page.inner_text("table.sk-match")
    window.page.fill("#note", "Prisen er aftalt med leverandøren")
    window.page.click("button[name=approve]")
    window.page.locator("#messages .alert-success").first.wait_for()
    invoice.refresh_from_db()
    assert (invoice.approved_at is not None, invoice.approval_note) == (True, "Prisen er aftalt med leverandøren")


def test_the_language_is_changed_where_one_is(open_window):
    window = open_window("sygeplejerske")
    window.go("/shop/basket/")
    assert window.page.get_attribute("html", "lang") == "da"
    window.page.click(".sk-language button")
    window.page.locator("html[lang=en]").wait_for(state="attached")
    assert window.at() == "/shop/basket/"
    assert window.page.inner_text("h1") == "Basket"


def test_when_a_line_is_taken_out_the_keyboard_goes_on_at_the_next_and_at_last_at_the_heading(open_window, house, empty_basket):
    window = open_window("sygeplejerske")
    window.go("/shop/search/?q=handske")
    for n in range(2):
        with window.page.expect_response("**/shop/basket/add/"):
            window.page.locator("li.sk-hit form.sk-add button").nth(n).click()
    window.go("/shop/basket/")
    focused = "document.activeElement.id"
    for left in (1, 0):
        window.page.locator("button[name=remove]").first.press("Enter")
        window.page.wait_for_function(f"document.querySelectorAll('button[name=remove]').length === {left}")
        window.page.wait_for_function("document.activeElement !== document.body")
        assert window.page.evaluate(focused).startswith("remove-" if left else "heading")


def test_who_hears_the_screen_is_told_how_many_are_left_when_the_search_is_narrowed(open_window, house):
    window = open_window("sygeplejerske")
    window.go("/shop/search/?q=handske")
    said = window.page.locator("#announced")
    assert said.inner_text() == ""
    box = window.page.locator("#narrow input[type=checkbox]").first
    pressed = box.get_attribute("id")
    box.press("Space")
    window.page.wait_for_function("document.getElementById('announced').textContent !== ''")
    assert said.text_content() == " ".join(window.page.locator("#results [role=status]").first.inner_text().split())
    assert window.page.evaluate("document.activeElement.id") == pressed, "and the keyboard stays where it was"


def test_on_a_phone_the_way_back_and_the_arrows_of_a_list_are_as_large_as_a_thumb(open_window, house):
    window = open_window("sygeplejerske", PHONE)
    window.go("/shop/lists/")
    window.page.locator("main li a").first.click()
    window.page.wait_for_load_state()
    for pressed in window.page.locator(".back-link, .sk-list .button-unstyled").all():
        box = pressed.bounding_box()
        assert box["height"] >= 44 and box["width"] >= 44, pressed.inner_text()
