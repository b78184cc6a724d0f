raise ValueError(
    'a long message'
    'in two lines'
)
