first = 'total: '
second = 12
message = (
    first
    + second
)
