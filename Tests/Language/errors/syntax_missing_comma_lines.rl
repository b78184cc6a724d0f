ages = {
    'ann': 3
    'bob': 5
}
