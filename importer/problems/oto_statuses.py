"""OTO's order statuses: what each means to a merchant, and after which somebody must act.

Source: OTO's published list of statuses, by stage; `pickupAttemted` is OTO's own spelling.
"""

from typing import NamedTuple

from importer.i18n import Message, _


class StatusMeaning(NamedTuple):
    """What a status means; `needs_action` is whether the merchant should look at the order."""

    name: str
    meaning: Message
    needs_action: bool


def _ok(name: str, meaning: Message) -> StatusMeaning:
    return StatusMeaning(name, meaning, False)


def _act(name: str, meaning: Message) -> StatusMeaning:
    return StatusMeaning(name, meaning, True)


STATUSES: tuple[StatusMeaning, ...] = (
    # order management
    _ok("new", _("New in OTO, no shipment yet")),
    _act("missingData", _("Details are missing: complete the order in OTO")),
    _ok("paymentConfirmed", _("Payment confirmed")),
    _act("waitingAddressConfirmation", _("Waits until the customer confirms the address")),
    _act("waitingAssignment", _("Waits until a pickup location is assigned")),
    _ok("addressConfirmed", _("Address confirmed by the customer")),
    _ok("addressVerified", _("Address verified")),
    _act("needConfirmation", _("Needs your confirmation")),
    _act("waitingApproval", _("Waits for approval")),
    _ok("smsSentToReceiver", _("Message sent to the customer")),
    _ok("paymentTypeConfirmed", _("Way of paying confirmed")),
    _ok("codOrderConfirmed", _("Cash on delivery confirmed")),
    _ok("orderConfirmed", _("Order confirmed")),
    _ok("pickupFromStore", _("The customer picks it up from the store")),
    _ok("interDepotTransfer", _("On its way between two of your warehouses")),
    _act("canceled", _("Order cancelled")),
    _act("deleted", _("Order deleted")),
    # warehouse management
    _ok("readyForCollection", _("Ready for collection")),
    _ok("branchAssigned", _("Assigned to a branch")),
    _ok("assignedToWarehouse", _("Assigned to a warehouse")),
    _act("shipmentOnHoldWarehouse", _("On hold in the warehouse")),
    _act("shipmentOnHoldToCancel", _("On hold, to be cancelled")),
    _act("notAvailableBR", _("Not available in the branch")),
    _act("notAvailableWH", _("Not available in the warehouse")),
    _ok("picked", _("Picked in the warehouse")),
    _ok("packed", _("Packed")),
    # creation of the shipment
    _ok("searchingDriver", _("A driver is being found")),
    _ok("shipmentCreated", _("Shipment created")),
    _ok("goingToPickup", _("The courier is on the way to you")),
    _ok("arrivedPickup", _("The courier has arrived to collect it")),
    _act("pickupAttemted", _("The courier could not collect it")),
    # pickup and transit
    _ok("pickedUp", _("Collected by the courier")),
    _ok("arrivedDestinationTerminal", _("Arrived at the terminal of the destination")),
    _ok("arrivedTerminal", _("Arrived at a terminal")),
    _ok("departedTerminal", _("Left a terminal")),
    _ok("inTransit", _("In transit")),
    _ok("arrivedOriginTerminal", _("Arrived at the first terminal")),
    _ok("outForDelivery", _("Out for delivery")),
    _ok("arrivedDestination", _("Arrived at the destination")),
    _ok("shipmentInProgress", _("Shipment in progress")),
    _act("undeliveredAttempt", _("Delivery was tried in vain")),
    _act("shipmentOnHold", _("Shipment on hold")),
    _act("heldForPickup", _("Held until the customer collects it")),
    # delivery and failure
    _ok("delivered", _("Delivered")),
    _act("returned", _("Returned to you")),
    _act("returnProcessing", _("Delivery failed, on its way back to you")),
    # returns by the customer
    _ok("returnShipmentProcessing", _("Return shipment being prepared")),
    _ok("newReturn", _("New return")),
    _ok("reverseShipmentCreated", _("Return shipment created")),
    _act("reverseShipmentCanceled", _("Return shipment cancelled")),
    _ok("reverseGoingToPickup", _("Return: the courier is on the way to the customer")),
    _act("reversePickupAttempted", _("Return: the courier could not collect it")),
    _ok("reversePickedUp", _("Return: collected from the customer")),
    _ok("reverseOutForDelivery", _("Return: out for delivery to you")),
    _ok("reverseArrivedTerminal", _("Return: arrived at a terminal")),
    _ok("reverseDepartedTerminal", _("Return: left a terminal")),
    _ok("reverseArrivedDestinationTerminal", _("Return: arrived at the last terminal")),
    _act("reverseUndeliveredAttempt", _("Return: delivery to you was tried in vain")),
    _act("reverseHeldForPickup", _("Return: held until you collect it")),
    _act("reverseShipmentOnHold", _("Return: shipment on hold")),
    _ok("reverseReturned", _("Return: delivered to you")),
    _ok("reverseConfirmReturn", _("Return: receipt confirmed")),
    # afterwards
    _act("shipmentCanceled", _("Shipment cancelled")),
    _act("lostOrDamaged", _("Lost or damaged")),
    _act("destroyed", _("Destroyed")),
    _ok("confirmedReturn", _("Return confirmed")),
    _ok("approved", _("Approved")),
    _act("rejected", _("Rejected")),
    _ok("returnReverseComment", _("Comment on a return")),
    _act("informationUpdate", _("The courier asks for information")),
)


def _key(name: str) -> str:
    """OTO's own pages write a status with or without spaces and underscores."""
    return "".join(name.split()).replace("_", "").casefold()


# Ours, of an order that OTO says nothing of.
_OURS = (
    _act("unknown", _("OTO does not know this order")),
    _act("noAnswer", _("OTO gave no answer")),
)
# Seen in OTO's answers and not in its list.
_OTHERS = frozenset({"cancelled", "onhold", "returnshipmentcreated", "shipmenterror"})
_BY_KEY = {_key(status.name): status for status in (*STATUSES, *_OURS)}


def status_meaning(name: str) -> StatusMeaning | None:
    """What the status of this name means; None for one that is neither in OTO's list nor ours."""
    return _BY_KEY.get(_key(name))


def needs_action(name: str) -> bool:
    """Whether the merchant should look at an order of this status; one that is in nobody's list
    does not ask for it."""
    known = status_meaning(name)
    return _key(name) in _OTHERS if known is None else known.needs_action
