### Names of an order's status, beside the label "Status". 30 characters at most.

status-50 = Cancellation requested
status-100 = Cancelled
status-200 = Awaiting processing
status-300 = Awaiting payment
status-350 = Awaiting confirmation
status-400 = Approved
status-450 = Being prepared
status-500 = Shipped
# Shipped, and the customer knows.
status-510 = Shipped
status-520 = Ready for pick-up
status-540 = Delivery attempted
# The next four belong to trade-ins.
status-544 = Review started
status-545 = Awaiting review
status-546 = Awaiting payment
status-547 = Paid
status-550 = Delivered
status-600 = Refunded
# A status that this list does not know.
status-other = Updated
