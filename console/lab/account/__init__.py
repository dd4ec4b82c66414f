"""The lab's AWS account: what is in it, and the answers that moto does not give."""
