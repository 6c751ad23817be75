"""The buyer's addresses: agreements, catalogues, what was not found, what was bought outside, own items."""

from django.urls import path

from samkoeb.web.buying import agreements, conclude, misses, outside, own_items, prices, spend, start, upload, versions

app_name = "buying"
urlpatterns = [
    path("", start.start, name="start"),
    path("agreements/", agreements.listing, name="agreements"),
    path("agreements/new/", conclude.new, name="agreement_new"),
    path("agreements/<int:agreement_id>/", agreements.page, name="agreement"),
    path("agreements/<int:agreement_id>/catalogue.xml", agreements.catalogue, name="agreement_catalogue"),
    path("agreements/<int:agreement_id>/participant/", agreements.participant, name="participant_new"),
    path("agreements/<int:agreement_id>/option/<int:option_id>/", agreements.option, name="option"),
    path("agreements/<int:agreement_id>/terminate/", agreements.terminate, name="terminate"),
    path("agreements/<int:agreement_id>/prices/", prices.page, name="prices"),
    path("agreements/<int:agreement_id>/upload/", upload.upload, name="upload"),
    path("agreements/<int:agreement_id>/upload/<str:token>/", upload.mapping, name="mapping"),
    path("agreements/<int:agreement_id>/upload/<str:token>/progress/", upload.progress, name="progress"),
    path("catalogues/", versions.listing, name="versions"),
    path("catalogues/<int:version_id>/", versions.page, name="version"),
    path("catalogues/<int:version_id>/faults/", versions.faults, name="version_faults"),
    path("catalogues/<int:version_id>/faults.xlsx", versions.fault_sheet, name="version_fault_sheet"),
    path("catalogues/<int:version_id>/reject/", versions.reject, name="version_reject"),
    path("not-found/", misses.listing, name="misses"),
    path("outside/", outside.listing, name="outside"),
    path("outside/<int:order_id>/", outside.record, name="outside_record"),
    path("spend/", spend.page, name="spend"),
    path("own-items/", own_items.listing, name="own_items"),
    path("own-items/without/", own_items.without, name="own_items_without"),
    path("own-items/new/", own_items.new, name="own_item_new"),
    path("own-items/<int:own_item_id>/", own_items.page, name="own_item"),
]
