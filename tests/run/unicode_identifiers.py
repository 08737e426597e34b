# Letters beyond ASCII in names.
größe = 5
π = 3
naïve_λ = größe * π
print(größe, π, naïve_λ)


def grüße(имя="мир"):
    return "hallo " + имя


print(grüße(), grüße("x"), grüße(имя="y"))


class Café:
    prix_été = 12

    def coût(self, quantité):
        return self.prix_été * quantité


print(Café().coût(quantité=2), getattr(Café, "prix_été"))
print(sorted({"größe": größe, "π": π}))
