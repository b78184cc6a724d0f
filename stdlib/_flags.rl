"""Constants that are sets of bits: enum.Flag and enum.IntFlag."""

from enum import Enum, _comparisons, _lend


class Flag(Enum):
    """Constants of single bits, to be combined with | & ^ ~."""

    def _generate_next_value_(name, start, count, last_values):
        return 1 << max(last_values).bit_length() if last_values else start or 1

    @classmethod
    def _remember(cls, new):
        value = new._value_
        new._sort_order_ = len(cls._member_names_)
        cls._value2member_map_[value] = new
        if value > 0 and value & (value - 1) == 0:
            cls._member_names_.append(new._name_)

    @classmethod
    def _mask(cls):
        mask = 0
        for known in cls._member_map_.values():
            mask |= known._value_
        return mask

    @classmethod
    def _keeps_unknown_bits(cls):
        return False

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            return None
        mask = cls._mask()
        if value < 0 and ~mask & ~value == 0:
            value &= mask
            if value in cls._value2member_map_:
                return cls._value2member_map_[value]
        if value & ~mask and not cls._keeps_unknown_bits():
            width = max(value.bit_length(), mask.bit_length())
            raise ValueError('%r invalid value %r\n    given %s\n  allowed %s'
                             % (cls, value, _bits(value, width), _bits(mask, width)))
        return cls._combine(value)

    @classmethod
    def _combine(cls, value):
        """The object for a combination of bits, made on first use."""
        new = object.__new__(cls)
        new._value_ = value
        known = [m for m in cls if m._value_ & value]
        new._sort_order_ = 0
        rest = value
        for one in known:
            rest &= ~one._value_
        names = [one._name_ for one in known]
        if names and rest:
            names.append(str(rest))
        new._name_ = '|'.join(names) if known else None
        cls._value2member_map_[value] = new
        return new

    def __class_repr__(cls):
        return "<flag '%s'>" % cls.__name__

    def __class_contains__(cls, value):
        if not isinstance(value, Enum):
            raise TypeError("unsupported operand type(s) for 'in': '%s' and 'EnumType'" % type(value).__qualname__)
        return isinstance(value, cls)

    def __repr__(self):
        if self._name_ is None:
            return '<%s: %r>' % (self.__class__.__name__, self._value_)
        return '<%s.%s: %r>' % (self.__class__.__name__, self._name_, self._value_)

    def __str__(self):
        if self._name_ is None:
            return '%s(%r)' % (self.__class__.__name__, self._value_)
        return '%s.%s' % (self.__class__.__name__, self._name_)

    def __hash__(self):
        return hash(self._value_)

    def __bool__(self):
        return self._value_ != 0

    def __len__(self):
        return bin(self._value_).count('1')

    def __iter__(self):
        return iter([m for m in self.__class__ if m._value_ & self._value_])

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError("unsupported operand type(s) for 'in': %r and %r"
                            % (type(other).__qualname__, self.__class__.__qualname__))
        return other._value_ & self._value_ == other._value_

    def _bits_of(self, other):
        return other._value_ if isinstance(other, self.__class__) else None

    def __or__(self, other):
        bits = self._bits_of(other)
        return NotImplemented if bits is None else self.__class__(self._value_ | bits)

    def __and__(self, other):
        bits = self._bits_of(other)
        return NotImplemented if bits is None else self.__class__(self._value_ & bits)

    def __xor__(self, other):
        bits = self._bits_of(other)
        return NotImplemented if bits is None else self.__class__(self._value_ ^ bits)

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    def __invert__(self):
        cls = self.__class__
        if cls._keeps_unknown_bits():
            return cls(~self._value_)
        singles = 0
        for one in cls:
            singles |= one._value_
        return cls(singles & ~self._value_)


def _bits(value, width):
    """Bits with the sign first: 0b0 1000."""
    digits = bin(value & ((1 << width) - 1))[2:].rjust(width, '0')
    return '0b%s %s' % ('1' if value < 0 else '0', digits)


class IntFlag(Flag):
    """Flags that are also integers."""

    _counts_as_value_ = True

    @classmethod
    def _keeps_unknown_bits(cls):
        return True

    def _bits_of(self, other):
        if isinstance(other, Flag):
            return other._value_
        return other if isinstance(other, int) else None

    def __str__(self):
        return str(self._value_)

    def __format__(self, spec):
        return format(self._value_, spec)

    def __int__(self):
        return self._value_

    def __index__(self):
        return self._value_


_lend(IntFlag, int, _comparisons + 'add sub mul truediv floordiv mod pow lshift rshift radd rsub rmul rtruediv '
      'rfloordiv rmod')
