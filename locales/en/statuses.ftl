### Names of an order's status, beside the label "Status". 30 characters at most.

status-50 = Cancellation requested
status-100 = Cancelled
status-200 = Waiting to be processed
status-300 = Waiting for payment
status-350 = Waiting for confirmation
status-400 = Approved
status-450 = Being prepared
status-500 = Shipped
# Shipped, and the customer knows.
status-510 = Shipped
status-520 = Ready for pick-up
status-540 = Delivery attempted
# The next four belong to trade-ins.
status-544 = Review started
status-545 = Waiting for review
status-546 = Waiting for payment
status-547 = Paid
status-550 = Delivered
status-600 = Refunded
# A status that this list does not know.
status-other = Updated
