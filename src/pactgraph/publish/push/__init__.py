"""Loading the dataset into a store that others run: `push.push` compares, sends, removes and reads back."""
