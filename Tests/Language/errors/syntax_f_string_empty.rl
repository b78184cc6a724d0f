name = 'ann'
print(f'{}')
