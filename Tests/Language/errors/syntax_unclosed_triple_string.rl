text = '''first
second
