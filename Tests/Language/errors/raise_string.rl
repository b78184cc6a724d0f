raise 'something is wrong'
