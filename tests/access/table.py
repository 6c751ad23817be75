"""The table of who opens what. One line per address: its name, the ids it takes (names of `House.ids`), what each actor is answered.

200 is the page, 302 leads elsewhere (nobody: to sign in), 404 does not exist for this actor, 405 can only be posted to, 409 is a refusal
with its reason. A name with ~ is no page of its own: a file, a picture, a fragment.

The actors: `owner`, `partner` and `other` each hold every role of a body: of the body that owns agreement, order, invoice and the rest;
of another body that may draw on the same agreement; of one that may not. `ward` is a nurse of the owner's ward. `supplier` delivers
under the agreement, `rival` is its competitor, `auditor` is the owner's, and `anonymous` is nobody.
"""

from dataclasses import dataclass

ACTORS = ("owner", "partner", "other", "ward", "supplier", "rival", "auditor", "anonymous")


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    ids: tuple[str, ...]
    answers: tuple[int, ...]
    is_page: bool

    def status(self, who: str) -> int:
        return self.answers[ACTORS.index(who)]


TABLE = """
#                              ids                      owner partner   other    ward supplier  rival auditor anonymous
home                           -                          302     302     302     302     302     302     302     302
set_language                   -                          302     302     302     302     302     302     302     302
account:sign_out               -                          405     405     405     405     405     405     405     405
account:switch                 -                          200     200     200     200     200     200     200     302
account:unit                   -                          200     200     200     200     200     200     200     302
account:settings               -                          200     200     200     200     200     200     200     302
account:accessibility          -                          200     200     200     200     200     200     200     200
account:about                  -                          200     200     200     200     200     200     200     200
check:start                    -                          200     200     200     200     200     200     200     200
shop:start                     -                          200     200     200     200     404     404     404     302
shop:search                    -                          200     200     200     200     404     404     404     302
shop:suggest~                  -                          200     200     200     200     404     404     404     302
shop:item                      item                       200     200     404     200     404     404     404     302
shop:compare                   -                          200     200     200     200     404     404     404     302
shop:basket                    -                          200     200     200     200     404     404     404     302
shop:basket_add                -                          302     302     302     302     404     404     404     302
shop:basket_free_text          -                          200     200     200     200     404     404     404     302
shop:basket_sent               sent_requisition           200     404     404     200     404     404     404     302
shop:lists                     -                          200     200     200     200     404     404     404     302
shop:list                      list                       200     404     404     200     404     404     404     302
shop:list_labels               list                       200     404     404     200     404     404     404     302
shop:scan                      -                          200     200     200     200     404     404     404     302
shop:orders                    -                          200     200     200     200     404     404     404     302
shop:order                     order                      200     404     404     200     404     404     200     302
approvals:list                 -                          200     200     200     404     404     404     404     302
approvals:page                 requisition                200     404     404     404     404     404     404     302
receiving:start                -                          200     200     200     200     404     404     404     302
receiving:delivery             order                      200     404     404     200     404     404     404     302
receiving:not_mine             order                      302     302     302     302     404     404     404     302
receiving:receipt              receipt                    200     404     404     200     200     404     200     302
receiving:photo~               photo                      200     404     404     200     200     404     200     302
receiving:stock                -                          200     200     200     404     404     404     404     302
receiving:location             location                   200     404     404     404     404     404     404     302
receiving:level                level                      200     404     404     404     404     404     404     302
buying:start                   -                          200     200     200     404     404     404     404     302
buying:agreements              -                          200     200     200     404     404     404     200     302
buying:agreement_new           -                          200     200     200     404     404     404     404     302
buying:agreement               agreement                  200     200     404     404     404     404     200     302
buying:agreement_catalogue~    agreement                  200     200     404     404     404     404     200     302
buying:participant_new         agreement                  200     404     404     404     404     404     404     302
buying:option                  agreement,option           200     404     404     404     404     404     404     302
buying:terminate               agreement                  200     404     404     404     404     404     404     302
buying:prices                  agreement                  200     200     404     404     404     404     200     302
buying:upload                  agreement                  200     404     404     404     404     404     404     302
buying:mapping                 agreement,upload           200     404     404     404     404     404     404     302
buying:progress~               agreement,upload           200     200     200     404     404     404     404     302
buying:versions                -                          200     200     200     404     404     404     200     302
buying:version                 version                    200     404     404     404     404     404     200     302
buying:version_faults          version                    200     404     404     404     404     404     200     302
buying:version_fault_sheet~    version                    200     404     404     404     404     404     200     302
buying:version_reject          version                    200     404     404     404     404     404     404     302
buying:misses                  -                          200     200     200     404     404     404     404     302
buying:outside                 -                          200     200     200     404     404     404     200     302
buying:outside_record          outside_order              200     404     404     404     404     404     404     302
buying:spend                   -                          200     200     200     404     404     404     200     302
buying:own_items               -                          200     200     200     404     404     404     404     302
buying:own_items_without       -                          200     200     200     404     404     404     404     302
buying:own_item_new            -                          200     200     200     404     404     404     404     302
buying:own_item                own_item                   200     404     404     404     404     404     404     302
finance:start                  -                          200     200     200     404     404     404     200     302
finance:decided                -                          200     200     200     404     404     404     200     302
finance:attest                 -                          200     200     200     200     200     200     200     302
finance:invoice                invoice                    200     404     404     200     200     404     200     302
finance:payments               -                          200     200     200     404     404     404     200     302
finance:payment_new            -                          200     200     200     404     404     404     404     302
finance:payment                proposal                   200     404     404     404     404     404     200     302
finance:payment_file~          proposal                   200     404     404     404     404     404     200     302
finance:postings               -                          200     200     200     404     404     404     200     302
finance:entry                  entry                      200     404     404     404     404     404     200     302
finance:balances               -                          200     200     200     404     404     404     200     302
finance:months                 -                          200     200     200     404     404     404     200     302
supplier:start                 -                          404     404     404     404     200     200     404     302
supplier:orders                -                          404     404     404     404     200     200     404     302
supplier:order                 order                      404     404     404     404     200     404     404     302
supplier:answer                order                      404     404     404     404     200     404     404     302
supplier:despatch              order                      404     404     404     404     200     404     404     302
supplier:invoice_new           order                      404     404     404     404     200     404     404     302
supplier:answer_link           token                      200     200     200     200     200     200     200     200
supplier:invoices              -                          404     404     404     404     200     200     404     302
supplier:credit                invoice                    404     404     404     404     200     404     404     302
supplier:catalogues            -                          404     404     404     404     200     200     404     302
supplier:catalogue             version                    404     404     404     404     200     404     404     302
supplier:catalogue_faults~     version                    404     404     404     404     200     404     404     302
supplier:mapping               agreement,supplier_upload  404     404     404     404     200     404     404     302
supplier:progress~             agreement,supplier_upload  404     404     404     404     200     200     404     302
supplier:account               -                          404     404     404     404     200     200     404     302
admin:start                    -                          200     200     200     404     404     404     404     302
admin:organisations            -                          200     200     200     404     404     404     200     302
admin:organisation_new         -                          200     200     200     404     404     404     404     302
admin:supplier_new             -                          200     200     200     404     404     404     404     302
admin:organisation             organisation               200     404     404     404     404     404     200     302
admin:organisation_change      organisation               200     404     404     404     404     404     404     302
admin:organisation_settings    organisation               200     404     404     404     404     404     404     302
admin:unit_new                 organisation               200     404     404     404     404     404     404     302
admin:unit                     organisation,unit          200     404     404     404     404     404     404     302
admin:unit_close               organisation,unit          200     404     404     404     404     404     404     302
admin:people                   organisation               200     404     404     404     404     404     200     302
admin:person_new               organisation               200     404     404     404     404     404     404     302
admin:person                   organisation,person        200     404     404     404     404     404     404     302
admin:person_change            organisation,person        200     404     404     404     404     404     404     302
admin:person_close             organisation,person        200     404     404     404     404     404     404     302
admin:succession               -                          200     200     200     404     404     404     404     302
admin:keys                     -                          200     200     200     404     404     404     404     302
admin:key_new                  -                          200     200     200     404     404     404     404     302
admin:sign_ins                 -                          200     200     200     404     404     404     404     302
admin:bank_accounts            -                          200     200     200     404     404     404     404     302
admin:failed                   -                          200     200     200     404     404     404     404     302
admin:inbox                    -                          200     200     200     404     404     404     200     302
admin:inbox_upload             -                          302     302     302     404     404     404     404     302
admin:inbound                  inbound                    200     404     404     404     404     404     200     302
admin:inbound_raw~             inbound                    200     404     404     404     404     404     200     302
admin:outbox                   -                          200     200     200     404     404     404     200     302
admin:outbound                 outbound                   200     404     404     404     404     404     200     302
admin:outbound_raw~            outbound                   200     404     404     404     404     404     200     302
admin:trail                    -                          200     200     200     404     404     404     200     302
admin:retention                -                          200     200     200     404     404     404     200     302
"""


def _row(line: str) -> Row:
    name, ids, *answers = line.split()
    return Row(name.rstrip("~"), tuple(ids.split(",")) if ids != "-" else (), tuple(map(int, answers)), not name.endswith("~"))


ROWS = tuple(_row(line) for line in TABLE.strip().splitlines() if not line.startswith("#"))
