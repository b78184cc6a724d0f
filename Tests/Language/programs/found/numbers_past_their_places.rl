"""Numbers too large for a place, signs before hexadecimal digits, None where text is wanted."""
import collections

print(float.fromhex('-7'), float.fromhex('+a.8p1'), float.fromhex('-0x1.8p-2'))
for call in [lambda: 'a'.expandtabs(10**20), lambda: 'ab' * 2**62, lambda: 'a'.encode(None)]:
    try:
        print(call())
    except (OverflowError, TypeError) as error:
        print(type(error).__name__, error)
counts = collections.Counter('aab')
counts |= collections.Counter('bbc')
print(counts)
counts &= collections.Counter('ab')
print(counts)
