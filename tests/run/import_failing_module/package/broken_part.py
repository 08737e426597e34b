result = 1 // 0
