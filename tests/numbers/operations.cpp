// Does what operations.py asks for, in one configuration of numbers/: requests on standard input,
// results on standard output, until the end of the file.
//
// A request: operation, flags (1: a is negative, 2: b is), an argument of 32 bits, the sizes of a
// and b in bytes as 32 bits; their magnitudes, or text. A result: its size as 32 bits; a sign (0 or
// 1) and a magnitude, or text; none for an operation that only wants those that were made to be
// written. All is little-endian. Memory is exactly as large as the room asks for.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "numbers/integer.cpp"
#include "numbers/long_division.cpp"
#include "numbers/long_multiplication.cpp"
#include "numbers/long_text.cpp"
#include "numbers/natural.cpp"

namespace {

using namespace taipan::numbers;
using Limbs = std::vector<Limb>;

struct Request {
    uint8_t operation;
    uint8_t flags;
    uint32_t argument;
    std::string a, b;
};

bool read(void* to, size_t size) {
    return std::fread(to, 1, size, stdin) == size;
}

bool read(Request& request) {
    uint32_t sizes[2];
    if (!read(&request.operation, 1)) return false;
    bool good = read(&request.flags, 1) && read(&request.argument, 4) && read(sizes, sizeof sizes);
    request.a.resize(good ? sizes[0] : 0);
    request.b.resize(good ? sizes[1] : 0);
    good = good && read(request.a.data(), sizes[0]) && read(request.b.data(), sizes[1]);
    if (!good) std::exit(2);
    return true;
}

void reply(const std::string& result) {
    const auto size = static_cast<uint32_t>(result.size());
    std::fwrite(&size, 4, 1, stdout);
    std::fwrite(result.data(), 1, size, stdout);
}

/// Memory of exactly so many limbs, with rubbish in it.
Limbs room(size_t size) {
    return Limbs(size, static_cast<Limb>(0xdeadbeefcafef00d));
}

struct Number {
    Limbs limbs;
    bool negative;

    Number(const std::string& bytes, bool isNegative) : negative(isNegative) {
        const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
        limbs = room(integer::fromBytesSize(bytes.size()));
        limbs.resize(integer::fromBytes(limbs.data(), data, bytes.size(), false, false).size);
        limbs.shrink_to_fit();
    }
    IntView view() const { return {limbs.data(), size(), negative}; }
    uint32_t size() const { return static_cast<uint32_t>(limbs.size()); }
};

void reply(const IntView& a) {
    std::string out(1 + a.size * sizeof(Limb), '\0');
    if ((a.size != 0 && a.limbs[a.size - 1] == 0) || (a.size == 0 && a.negative))
        return reply(std::string("not trimmed"));
    out[0] = a.negative ? 1 : 0;
    integer::toBytes(reinterpret_cast<uint8_t*>(out.data() + 1), out.size() - 1,
                     {a.limbs, a.size, false}, false, false);
    while (out.size() > 1 && out.back() == '\0') out.pop_back();
    reply(out);
}

void poll() {}

void divide(const Number& a, const Number& b) {
    Limbs quotient = room(integer::quotientSize(a.size(), b.size()));
    Limbs remainder = room(b.size());
    Limbs scratch = room(natural::divideLongScratch(a.size(), b.size()));
    const DivMod result = integer::floorDivMod(quotient.data(), remainder.data(), a.view(),
                                               b.view(), scratch.data(), poll);
    reply(result.quotient);
    reply(result.remainder);
}

void toText(const Number& a, unsigned base) {
    Limbs spent = a.limbs;
    Limbs scratch = room(natural::toLongTextScratch(a.size(), base));
    std::string text(natural::textSize(a.size(), base), '#');
    const char* const end = text.data() + text.size();
    const char* const first = natural::toLongText(text.data() + text.size(), spent.data(), a.size(),
                                                  base, 'a', scratch.data(), poll);
    reply(std::string(first, end));
}

void fromText(const std::string& text, unsigned base) {
    Limbs out = room(natural::fromTextSize(text.size(), base));
    Limbs scratch = room(natural::fromLongTextScratch(text.size(), base));
    const char* const end = text.data() + text.size();
    const uint32_t size =
        natural::fromLongText(out.data(), text.data(), end, base, scratch.data(), poll);
    reply(IntView{out.data(), size, false});
}

void multiply(const Number& a, const Number& b) {
    Limbs out = room(integer::multiplySize(a.size(), b.size()));
    Limbs scratch = room(natural::multiplyScratch(a.size(), b.size()));
    reply(integer::multiply(out.data(), a.view(), b.view(), scratch.data(), poll));
}

void toBytes(const Number& a, uint32_t argument) {
    const size_t count = argument >> 2;
    std::string out(1 + count, '\0');
    const bool fits = integer::toBytes(reinterpret_cast<uint8_t*>(out.data() + 1), count, a.view(),
                                       (argument & 1) != 0, (argument & 2) != 0);
    out[0] = fits ? 1 : 0;
    reply(out);
}

void answer(const Request& request) {
    const uint32_t argument = request.argument;
    if (request.operation == '!') {
        std::fflush(stdout);
        return;
    }
    if (request.operation == 'r') return fromText(request.a, argument);
    const Number a(request.a, (request.flags & 1) != 0);
    const Number b(request.b, (request.flags & 2) != 0);
    Limbs out = room(integer::addSize(a.size(), b.size()));
    switch (request.operation) {
    case '+': return reply(integer::add(out.data(), a.view(), b.view()));
    case '-': return reply(integer::subtract(out.data(), a.view(), b.view()));
    case '&': return reply(integer::bitwise(out.data(), BitOperation::And, a.view(), b.view()));
    case '|': return reply(integer::bitwise(out.data(), BitOperation::Or, a.view(), b.view()));
    case '^': return reply(integer::bitwise(out.data(), BitOperation::Xor, a.view(), b.view()));
    case '*': return multiply(a, b);
    case 's': return multiply(a, a);
    case '/': return divide(a, b);
    case 'w': return toText(a, argument);
    case 'b': return toBytes(a, argument);
    case '<':
        out = room(integer::shiftLeftSize(a.size(), argument));
        return reply(integer::shiftLeft(out.data(), a.view(), argument));
    case '>':
        out = room(integer::shiftRightSize(a.size(), argument));
        return reply(integer::shiftRight(out.data(), a.view(), argument));
    case '?': {
        const int order = integer::compare(a.view(), b.view());
        return reply(std::string(order < 0 ? "<" : order > 0 ? ">" : "="));
    }
    default: std::exit(3);
    }
}

} // namespace

int main() {
    for (Request request; read(request);) answer(request);
}
