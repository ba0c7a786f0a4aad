print("viden")
