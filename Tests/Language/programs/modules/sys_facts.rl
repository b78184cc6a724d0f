import sys

print(sys.maxsize, sys.byteorder, sys.maxunicode, sys.float_info.max, sys.float_info.epsilon, sys.float_info.dig)
print(sys.version_info >= (3, 8), sys.int_info.default_max_str_digits, sys.hash_info.modulus, sys.getdefaultencoding())
print(sys.intern("a") == "a", isinstance(sys.argv, list), isinstance(sys.modules, dict), "sys" in sys.modules)
