// Raising and catching built-in exceptions.

#include <cstring>

#include "runtime/memory/memory.h"
#include "runtime/memory/state.h"
#include "runtime/objects/classes/class.h"
#include "runtime/objects/exceptions/emergency.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/protocol/object.h"

namespace taipan::runtime {

void raise(Value exception) {
    if (isExceptionType(exception)) exception = call(exception);
    if (!isException(exception)) raiseTypeError("exceptions must derive from BaseException"_text);
    taipanJump(exception);
}

void raise(ExceptionNumber type, const char* text) {
    taipanJump(newException(type, TAIPAN_ERROR_TEXTS == 0 ? nullptr : text));
}

void raise(ExceptionNumber type) {
    taipanJump(newException(type, nullptr));
}

void raiseFormat(ExceptionNumber type, const char* format, ...) {
    const char* text = nullptr;
    if constexpr (TAIPAN_ERROR_TEXTS != 0) {
        // What the values of most formats need.
        constexpr size_t kValues = 24;
        MessageBuilder message(std::strlen(format) + kValues);
        if constexpr (TAIPAN_PACKED_TEXTS) message.printer().put(kPlainText);
        va_list arguments;
        va_start(arguments, format);
        printFormatList(message.printer(), format, arguments);
        va_end(arguments);
        text = message.finish();
        if (text == nullptr) text = format;
    }
    raise(type, text);
}

void raiseTypeError(const char* text) {
    raise(TypeErrorType, text);
}

void raiseValueError(const char* text) {
    raise(ValueErrorType, text);
}

void raiseIndexError(const char* text) {
    raise(IndexErrorType, text);
}

namespace {
[[noreturn]] void raiseWith(ExceptionNumber type, Value argument) {
    taipanJump(newException(classOf(type), 1, &argument));
}
} // namespace

void raiseOsError(int number) {
    raiseWith(OSErrorType, smallInt(number));
}

void raiseKeyError(Value key) {
    raiseWith(KeyErrorType, key);
}

void raiseStopIteration(Value value) {
    if (!value || value == kNone) raise(StopIterationType);
    raiseWith(StopIterationType, value);
}

void raiseMemoryError(size_t size) {
    if (state.heap.isLocked())
        raise(MemoryErrorType, "memory allocation failed, heap is locked"_text);
    TAIPAN_RAISE(MemoryErrorType, "memory allocation failed",
                 "memory allocation failed, allocating %zu bytes", size);
}

void raiseTooLarge() {
    raiseMemoryError(SIZE_MAX);
}

void raiseRecursionError() {
    raise(RuntimeErrorType, "maximum recursion depth exceeded"_text);
}

void raiseUnsupported(BinaryOp op, Value left, Value right) {
    if (TAIPAN_ERROR_TEXTS < 2) raiseTypeError("unsupported type for operator"_text);
    if (op >= BinaryOp::ReverseOr) {
        // As the program wrote it.
        op = static_cast<BinaryOp>(static_cast<int>(op) - static_cast<int>(BinaryOp::ReverseOr) +
                                   static_cast<int>(BinaryOp::Or));
        const Value swapped = left;
        left = right;
        right = swapped;
    }
    TAIPAN_RAISE(TypeErrorType, "unsupported type for operator",
                 "unsupported types for %q: '%t', '%t'", methodOf(op), left, right);
}

// --- catching ------------------------------------------------------------------------------------

bool matches(Value exception, Value matcher) {
    const Value* classes = &matcher;
    size_t count = 1;
    if (isTuple(matcher)) {
        classes = matcher.as<Tuple>()->items;
        count = matcher.as<Tuple>()->size;
    }
    const Type* type = isException(exception) ? exception.object()->type : nullptr;
    if (type == nullptr && isType(exception)) type = exception.as<Type>();
    for (size_t i = 0; i < count; ++i) {
        if (!isExceptionType(classes[i]))
            raiseUnsupported(BinaryOp::ExceptionMatch, exception, classes[i]);
        if (type != nullptr && isSubtype(type, classes[i].as<Type>())) return true;
    }
    return false;
}

Value stopValue(Value exception) {
    return argumentOf(*exceptionOf(exception));
}

} // namespace taipan::runtime
