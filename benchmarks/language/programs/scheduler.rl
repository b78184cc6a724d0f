# Classes, in the manner of Richards: tasks with queues of packets under a scheduler with priorities.
class Packet:
    def __init__(self, kind, owner, size):
        self.kind = kind
        self.owner = owner
        self.size = size
        self.next = None


class Queue:
    def __init__(self):
        self.head = None
        self.tail = None
        self.length = 0

    def put(self, packet):
        packet.next = None
        if self.head is None:
            self.head = packet
        else:
            self.tail.next = packet
        self.tail = packet
        self.length += 1

    def take(self):
        packet = self.head
        if packet is not None:
            self.head = packet.next
            self.length -= 1
        return packet

    def is_empty(self):
        return self.head is None


class Task:
    def __init__(self, scheduler, name, priority):
        self.scheduler = scheduler
        self.name = name
        self.priority = priority
        self.queue = Queue()
        self.holding = False
        self.runs = 0
        scheduler.add(self)

    def ready(self):
        return not self.holding and not self.queue.is_empty()

    def run(self):
        self.runs += 1
        self.work(self.queue.take())

    def work(self, packet):
        raise NotImplementedError


class Producer(Task):
    def __init__(self, scheduler, name, priority, limit):
        super().__init__(scheduler, name, priority)
        self.left = limit
        self.seed = 17

    def ready(self):
        return self.left > 0

    def work(self, packet):
        self.left -= 1
        self.seed = (self.seed * 75 + 74) % 65537
        kind = "fast" if self.seed % 3 else "slow"
        self.scheduler.send(kind, Packet(kind, self, self.seed % 100))


class Worker(Task):
    def __init__(self, scheduler, name, priority, target):
        super().__init__(scheduler, name, priority)
        self.target = target
        self.done = 0

    def work(self, packet):
        self.done += packet.size
        if packet.size > 2:
            packet.size = packet.size // 2
            self.scheduler.send(self.target, packet)
        else:
            self.scheduler.send("sink", packet)


class Sink(Task):
    total = 0

    def work(self, packet):
        Sink.total += 1
        self.holding = Sink.total % 1000 == 0
        if self.holding:
            self.scheduler.release(self)


class Scheduler:
    def __init__(self):
        self.tasks = []
        self.by_name = {}
        self.switches = 0

    def add(self, task):
        self.tasks.append(task)
        self.tasks.sort(key=lambda t: -t.priority)
        self.by_name[task.name] = task

    def send(self, name, packet):
        self.by_name[name].queue.put(packet)

    def release(self, task):
        task.holding = False

    def run(self):
        while True:
            for task in self.tasks:
                if task.ready():
                    task.run()
                    self.switches += 1
                    break
            else:
                return


scheduler = Scheduler()
producer = Producer(scheduler, "producer", 1, 20000)
fast = Worker(scheduler, "fast", 5, "slow")
slow = Worker(scheduler, "slow", 4, "fast")
sink = Sink(scheduler, "sink", 3)
scheduler.run()
print(scheduler.switches, fast.done, slow.done, Sink.total, [t.runs for t in scheduler.tasks])
