"""`make down`: stop the local cloud; what it stores is kept."""

from infra.local.running import command, our_cloud


def down() -> None:
    was_up = our_cloud().stop()
    print("Stopped. make up brings it back as it was." if was_up else "It was not running.")


if __name__ == "__main__":
    command(down)
