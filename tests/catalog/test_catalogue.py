"""The catalogue holds every field of createOrder, once, with all that is said of it."""

import re
from decimal import Decimal

import pytest

from importer import catalog
from importer.catalog import Field, Kind, Need, Part

# createOrder as OTO documents it: the order guide's fields, and those of the API reference alone.
GUIDE = """
orderId parentOrderId ref1 pickupLocationCode createShipment serviceType forReverseShipment
deliveryOptionId storeName payment_method amount amount_due currency shippingAmount subtotal
shippingNotes packageSize packageCount packageWeight boxWidth boxLength boxHeight deliverySlotDate
deliverySlotFrom deliverySlotTo orderDate senderName couponCode codFee brandId whoPays
"""
REFERENCE = """
ref2 ref3 destinationLocationCode shippingAmountWithTax shippingDiscount discountAmount
shippingMethod pickingType customsValue customsCurrency commercialInvoice orderPriority language
sourceId entityId item_description
"""
CUSTOMER = """
name mobile email address district city state country postcode street buildingNo
secondaryAddressNumber shortAddressCode lat lon refID W3WAddress consigneeId frontSideIDCard
backSideIDCard
"""
ITEM = """
productId name sku quantity price rowTotal taxAmount discountAmount currency serialNumber image
hsCode itemOrigin
"""
SENDER = """
senderAddressName senderId senderFullName senderMobile senderEmail senderCountry senderState
senderCity senderDistrict senderStreet senderBuildingNo senderSecondaryAddressNumber senderPostcode
senderShortAddressCode senderAddressLine lat lon
"""
ALWAYS = {
    catalog.ORDER_ID, catalog.PAYMENT_METHOD, catalog.AMOUNT, catalog.AMOUNT_DUE, catalog.CURRENCY,
    catalog.CUSTOMER_NAME, catalog.MOBILE, catalog.COUNTRY,
}  # fmt: skip
TYPES = {
    Kind.MONEY: "amount amount_due shippingAmount shippingAmountWithTax shippingDiscount subtotal"
    " discountAmount codFee customsValue item.price item.rowTotal item.taxAmount"
    " item.discountAmount",
    Kind.NUMBER: "packageWeight boxWidth boxLength boxHeight entityId customer.lat customer.lon"
    " item.quantity sender.lat sender.lon",
    Kind.WHOLE: "packageCount brandId item.productId",
    Kind.YES_NO: "createShipment forReverseShipment",
    Kind.DATE: "deliverySlotDate",
    Kind.MOMENT: "orderDate",
    Kind.TIME: "deliverySlotFrom deliverySlotTo",
    Kind.PAYMENT: "payment_method",
    Kind.COUNTRY: "customer.country sender.senderCountry",
    Kind.CURRENCY: "currency customsCurrency item.currency",
    Kind.PHONE: "customer.mobile sender.senderMobile",
    Kind.EMAIL: "customer.email sender.senderEmail",
    Kind.URL: "customer.frontSideIDCard customer.backSideIDCard item.image",
}


def every_field() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("field", catalog.FIELDS, ids=lambda field: field.name)


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (Part.ORDER, GUIDE + REFERENCE),
        (Part.CUSTOMER, CUSTOMER),
        (Part.ITEM, ITEM),
        (Part.SENDER, SENDER),
    ],
)
def test_every_field_of_create_order_is_there_once(part: Part, expected: str) -> None:
    """Each part of the catalogue has exactly the fields that OTO documents."""
    assert sorted(field.key for field in catalog.of_part(part)) == sorted(expected.split())


def test_the_guides_fields_are_marked() -> None:
    """The fields of the order guide, and no others, are marked as the guide's."""
    assert sorted(field.name for field in catalog.FIELDS if field.guide) == sorted(GUIDE.split())


def test_canonical_names_are_unique() -> None:
    """No two fields share a canonical name, so that a name finds its field."""
    assert len(catalog.BY_NAME) == len(catalog.FIELDS)
    assert all(catalog.BY_NAME[field.name] is field for field in catalog.FIELDS)


def test_a_constant_stands_for_every_field() -> None:
    """Every field can be named in code without spelling it."""
    constants = {value.name for value in vars(catalog).values() if isinstance(value, Field)}
    assert constants == set(catalog.BY_NAME)


def test_what_is_always_needed() -> None:
    """The fields that every order needs are those of the guide and of its customer."""
    assert {field for field in catalog.FIELDS if field.need is Need.ALWAYS} == ALWAYS


def test_the_types_are_otos() -> None:
    """Every field that is not plain text has the type that OTO documents."""
    special = {kind: set(names.split()) for kind, names in TYPES.items()}
    found = {
        kind: {field.name for field in catalog.FIELDS if field.kind is kind}
        for kind in Kind
        if kind not in (Kind.TEXT, Kind.CODE)
    }
    assert found == special


@every_field()
def test_both_languages_say_it(field: Field) -> None:
    """Label and help stand in English without an Arabic letter, and in Arabic with some."""
    arabic = re.compile("[\u0600-\u06ff]")
    for words in (field.label, field.help):
        assert words.format("en").strip() and not arabic.search(words.format("en"))
        assert arabic.search(words.format("ar"))
    assert field.help.format("en").endswith((".", "..."))
    assert field.help.format("ar").endswith((".", "..."))


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_labels_are_unique(lang: str) -> None:
    """No label means two columns."""
    labels = [field.label.format(lang) for field in catalog.FIELDS]
    assert len(set(labels)) == len(labels)


@every_field()
def test_limits_are_coherent(field: Field) -> None:
    """A limit leaves room between its ends, stands at numbers only, and a length is positive."""
    low = field.least if field.least is not None else field.above
    numeric = field.kind in (Kind.MONEY, Kind.NUMBER, Kind.WHOLE)
    assert numeric or (low is None and field.most is None)
    assert field.least is None or field.above is None
    assert low is None or field.most is None or low < field.most
    assert field.longest > 0


@every_field()
def test_the_example_keeps_the_fields_own_rules(field: Field) -> None:
    """An example is among the allowed values, fits the pattern, the length and the limits."""
    text = field.example
    if not text:
        return
    assert len(text) <= field.longest
    if field.allowed:
        assert text in field.allowed
    if field.pattern:
        assert re.fullmatch(field.pattern, text)
    if field.kind in (Kind.MONEY, Kind.NUMBER, Kind.WHOLE):
        number = Decimal(text)
        assert field.least is None or number >= field.least
        assert field.above is None or number > field.above
        assert field.most is None or number <= field.most


def test_the_examples_are_one_coherent_order() -> None:
    """Read together, the examples' figures add up."""

    def money(field: Field) -> Decimal:
        return Decimal(field.example)

    assert money(catalog.PRICE) * money(catalog.QUANTITY) == money(catalog.ROW_TOTAL)
    assert money(catalog.ROW_TOTAL) == money(catalog.SUBTOTAL)
    fees = money(catalog.SHIPPING_AMOUNT) + money(catalog.COD_FEE)
    assert money(catalog.SUBTOTAL) + fees - money(catalog.DISCOUNT_AMOUNT) == money(catalog.AMOUNT)
    assert catalog.PAYMENT_METHOD.example == "cod"
    assert money(catalog.AMOUNT_DUE) == money(catalog.AMOUNT)


def test_what_excludes_each_other_has_no_example_together() -> None:
    """A sender beside a pickup location, or a destination beside a customer, cannot be sent."""
    assert catalog.PICKUP_LOCATION_CODE.example
    assert not any(field.example for field in catalog.of_part(Part.SENDER))
    assert not catalog.DESTINATION_LOCATION_CODE.example
