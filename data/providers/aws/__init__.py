"""An AWS account: what its services say of themselves, through boto3 in threads of our own."""
