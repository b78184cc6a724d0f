best = null
