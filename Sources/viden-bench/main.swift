print("viden-bench")
