# So many locals that the slot number takes two bytes; every one is stored and loaded.
def wide(
    b00, b01, b02, b03, b04, b05, b06, b07, b08, b09, b10, b11, b12, b13, b14, b15, b16, b17, b18, b19
):
    c00, c01, c02, c03, c04, c05, c06, c07, c08, c09 = range(100, 110)
    d00, d01, d02, d03, d04, d05, d06, d07, d08, d09 = range(110, 120)
    e00, e01, e02, e03, e04, e05, e06, e07, e08, e09 = range(120, 130)
    f00, f01, f02, f03, f04, f05, f06, f07, f08, f09 = range(130, 140)
    g00, g01, g02, g03, g04, g05, g06, g07, g08, g09 = range(140, 150)
    h00, h01, h02, h03, h04, h05, h06, h07, h08, h09 = range(150, 160)
    i00, i01, i02, i03, i04, i05, i06, i07, i08, i09 = range(160, 170)
    j00, j01, j02, j03, j04, j05, j06, j07, j08, j09 = range(170, 180)
    k00, k01, k02, k03, k04, k05, k06, k07, k08, k09 = range(180, 190)
    l00, l01, l02, l03, l04, l05, l06, l07, l08, l09 = range(190, 200)
    m00, m01, m02, m03, m04, m05, m06, m07, m08, m09 = range(200, 210)
    m09 += 1000
    k05 = m08 - l03
    del j07
    print(b00, b01, b02, b03, b04, b05, b06, b07, b08, b09, b10, b11, b12, b13, b14, b15, b16, b17, b18, b19)
    print(c00, c01, c02, c03, c04, c05, c06, c07, c08, c09)
    print(d00, d01, d02, d03, d04, d05, d06, d07, d08, d09)
    print(e00, e01, e02, e03, e04, e05, e06, e07, e08, e09)
    print(f00, f01, f02, f03, f04, f05, f06, f07, f08, f09)
    print(g00, g01, g02, g03, g04, g05, g06, g07, g08, g09)
    print(h00, h01, h02, h03, h04, h05, h06, h07, h08, h09)
    print(i00, i01, i02, i03, i04, i05, i06, i07, i08, i09)
    print(j00, j01, j02, j03, j04, j05, j06, j08, j09)
    print(k00, k01, k02, k03, k04, k05, k06, k07, k08, k09)
    print(l00, l01, l02, l03, l04, l05, l06, l07, l08, l09)
    print(m00, m01, m02, m03, m04, m05, m06, m07, m08, m09)
    for m07 in (1, 2):
        m08 = m08 * m07
    try:
        return m07, m08, j07
    except NameError:
        return m07, m08, (i09, h08)


print(wide(*range(20)))
