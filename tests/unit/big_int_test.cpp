// Big integers of the runtime: an interrupt ends a long computation with them.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "runtime/embed/start.h"
#include "runtime/memory/memory.h"
#include "runtime/memory/state.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/int.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/str.h"

using namespace taipan::runtime;

namespace {

/// What a computation raises when the interrupt comes after it has begun: the loop of the
/// interpreter, which would see it before, has not been told.
template <typename Compute>
Value interrupted(Compute compute) {
    state.isInterrupted = true;
    const Value error = attempt([&] { compute(); });
    CHECK_FALSE(state.isInterrupted);
    return error;
}

} // namespace

TEST_CASE("big int: an interrupt ends products, quotients and texts") {
    std::vector<std::byte> memory(size_t{16} << 20);
    REQUIRE(startState(memory.data(), memory.size(), __builtin_frame_address(0)));
    // Catch's own frames hold objects that the collector does not see.
    state.heap.automatic = false;
    const std::string digits(20000, '7');
    const Text text{digits.data(), digits.size()};
    const Value number = parseInt(text, 10);
    const Value square = intBinary(BinaryOp::Multiply, number, number);

    CHECK(is(interrupted([&] { intBinary(BinaryOp::Multiply, square, square); }),
             classOf(KeyboardInterruptType)));
    CHECK(is(interrupted([&] { intBinary(BinaryOp::FloorDivide, square, number); }),
             classOf(KeyboardInterruptType)));
    CHECK(is(interrupted([&] { intBinary(BinaryOp::Modulo, square, number); }),
             classOf(KeyboardInterruptType)));
    CHECK(is(interrupted([&] { parseInt(text, 10); }), classOf(KeyboardInterruptType)));
    StrBuilder builder;
    CHECK(is(interrupted([&] { printInt(builder.printer(), square, 10); }),
             classOf(KeyboardInterruptType)));

    // And afterwards they go on as before.
    CHECK(intBinary(BinaryOp::Equal, intBinary(BinaryOp::FloorDivide, square, number), number) ==
          kTrue);
    StrBuilder again;
    printInt(again.printer(), number, 10);
    CHECK(std::string(again.data(), again.size()) == digits);
    endState();
}
