greeting = 'hello'
greeting('ann')
