from dataclasses import dataclass


@dataclass
class Node:
    next: object = None


n = Node()
n.next = n
print(n)
print(Node(Node()))
