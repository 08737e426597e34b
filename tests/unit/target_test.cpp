// Target options, word for word as the stock cross-compiler takes them.
#include <catch2/catch.hpp>

#include "support/host/target.h"

using namespace taipan;
using abi::Arch;

TEST_CASE("architecture names") {
    CHECK(host::parseArch("armv7emsp") == Arch::armv7emsp);
    CHECK(host::parseArch("debug") == Arch::debug);
    CHECK_FALSE(host::parseArch("none"));
    CHECK_FALSE(host::parseArch(""));
    CHECK_FALSE(host::parseArch("ARMV6"));
    CHECK(host::archNames(" ") == "x86 x64 armv6 armv6m armv7m armv7em armv7emsp armv7emdp xtensa "
                                  "xtensawin rv32imc rv64imc host debug");
}

TEST_CASE("architecture flags: numbers") {
    const auto flags = [](const char* text) { return host::parseArchFlags(Arch::rv32imc, text); };
    CHECK(flags("0") == 0U);
    CHECK(flags("3") == 3U);
    CHECK(flags("0x2") == 2U);
    CHECK(flags("0B11") == 3U);
    CHECK(flags("0o1") == 1U);
    CHECK(flags(" 1") == 1U);
    for (const char* bad :
         {"4", "03", "+1", "-1", "1_0", "0x", "0x+1", "", "99999999999999999999"}) {
        CAPTURE(bad);
        CHECK_FALSE(flags(bad));
    }
}

TEST_CASE("architecture flags: names") {
    const auto flags = [](const char* text) { return host::parseArchFlags(Arch::rv32imc, text); };
    CHECK(flags("zba") == 1U);
    CHECK(flags("zcmp,zba") == 3U);
    CHECK(flags("zba,") == 1U);
    for (const char* bad : {",", ",zba", "ZBA", "zba zcmp", "1,zba"}) {
        CAPTURE(bad);
        CHECK_FALSE(flags(bad));
    }
    CHECK_FALSE(host::parseArchFlags(Arch::x64, "zba"));
    CHECK_FALSE(host::parseArchFlags(Arch::x64, "0"));
}
