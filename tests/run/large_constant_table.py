# More than 127 names and objects, so that their indices take two bytes.
values = {
    "name000": 1000000000001, "name001": 1000000000002, "name002": 1000000000003, "name003": 1000000000004,
    "name004": 1.125, "name005": 2.125, "name006": 3.125, "name007": 4.125, "name008": 5.125,
    "name009": b"b0", "name010": b"b1", "name011": b"b2", "name012": b"b3", "name013": b"b4", "name014": b"b5",
    "name015": "a long string constant 0", "name016": "a long string constant 1", "name017": "a long string constant 2",
    "name018": (1, "x"), "name019": (2, "x"), "name020": (3, "x"), "name021": (4, "x"), "name022": (5, "x"),
}
n00 = n01 = n02 = n03 = n04 = n05 = n06 = n07 = n08 = n09 = n10 = n11 = n12 = n13 = n14 = n15 = 1
m00 = m01 = m02 = m03 = m04 = m05 = m06 = m07 = m08 = m09 = m10 = m11 = m12 = m13 = m14 = m15 = 2
p00 = p01 = p02 = p03 = p04 = p05 = p06 = p07 = p08 = p09 = p10 = p11 = p12 = p13 = p14 = p15 = 3
q00 = q01 = q02 = q03 = q04 = q05 = q06 = q07 = q08 = q09 = q10 = q11 = q12 = q13 = q14 = q15 = 4
r00 = r01 = r02 = r03 = r04 = r05 = r06 = r07 = r08 = r09 = r10 = r11 = r12 = r13 = r14 = r15 = 5
s00 = s01 = s02 = s03 = s04 = s05 = s06 = s07 = s08 = s09 = s10 = s11 = s12 = s13 = s14 = s15 = 6
t00 = t01 = t02 = t03 = t04 = t05 = t06 = t07 = t08 = t09 = t10 = t11 = t12 = t13 = t14 = t15 = 7
floats = [
    0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.11, 0.12, 0.13, 0.14, 0.15, 0.16, 0.17, 0.18,
    1.01, 1.02, 1.03, 1.04, 1.05, 1.06, 1.07, 1.08, 1.09, 1.11, 1.12, 1.13, 1.14, 1.15, 1.16, 1.17, 1.18,
    2.01, 2.02, 2.03, 2.04, 2.05, 2.06, 2.07, 2.08, 2.09, 2.11, 2.12, 2.13, 2.14, 2.15, 2.16, 2.17, 2.18,
    3.01, 3.02, 3.03, 3.04, 3.05, 3.06, 3.07, 3.08, 3.09, 3.11, 3.12, 3.13, 3.14, 3.15, 3.16, 3.17, 3.18,
    4.01, 4.02, 4.03, 4.04, 4.05, 4.06, 4.07, 4.08, 4.09, 4.11, 4.12, 4.13, 4.14, 4.15, 4.16, 4.17, 4.18,
    5.01, 5.02, 5.03, 5.04, 5.05, 5.06, 5.07, 5.08, 5.09, 5.11, 5.12, 5.13, 5.14, 5.15, 5.16, 5.17, 5.18,
    6.01, 6.02, 6.03, 6.04, 6.05, 6.06, 6.07, 6.08, 6.09, 6.11, 6.12, 6.13, 6.14, 6.15, 6.16, 6.17, 6.18,
    7.01, 7.02, 7.03, 7.04, 7.05, 7.06, 7.07, 7.08, 7.09, 7.11, 7.12, 7.13, 7.14, 7.15, 7.16, 7.17, 7.18,
]


class Last:
    unusual_attribute_one = "one"

    def unusual_method(self, keyword_argument=1):
        return self.unusual_attribute_one, keyword_argument


for key in sorted(values):
    print(key, values[key])
print(len(floats), floats[0], floats[64], floats[127], floats[128], floats[-1], "%.2f" % sum(floats))
print(n00 + m00 + p00 + q00 + r00 + s00 + t00, t15 - n15, Last().unusual_method(keyword_argument=t15))
del n00, t15
print("n00" in globals(), "t14" in globals())
print(123456789012345678901, "the very last long string constant of all", (9.75, "last"))
