"""Random choices that a seed repeats."""
import random


class Dice(random.Random):
    def one(self, *choices):
        return self.choice(choices)

    def chance(self, probability):
        return self.random() < probability

    def weighed(self, choices):
        """A key of `choices`, drawn by its weight."""
        return self.choices(list(choices), list(choices.values()))[0]

    def some(self, choices, least, most):
        """Between `least` and `most` different ones, in their own order."""
        wanted = set(self.sample(range(len(choices)), min(len(choices), self.randint(least, most))))
        return [choice for at, choice in enumerate(choices) if at in wanted]
