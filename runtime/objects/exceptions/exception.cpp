#include "runtime/objects/exceptions/exception.h"

#include <cstring>

#include "runtime/memory/state.h"
#include "runtime/objects/classes/class_lookup.h"
#include "runtime/objects/classes/instance.h"
#include "runtime/objects/exceptions/emergency.h"
#include "runtime/objects/exceptions/error_numbers.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/str.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"

namespace taipan::runtime {

// --- instances -----------------------------------------------------------------------------------

const Tuple& argsOf(Exception& exception) {
    if (!exception.isText) return *static_cast<const Tuple*>(exception.content);
    const char* const from = plainMessage(exception.text());
    Tuple* args = nullptr;
    if (from != nullptr) {
        const Text text{from, std::strlen(from)};
        Str* message = newMessageStr(text.size);
        if (message != nullptr) {
            // Both may be in the same place: a message that was formatted when memory was out.
            std::memmove(message->data, text.data, text.size);
            args = newArgsTuple(1);
            if (args != nullptr) args->items[0] = pointerTo(message);
        }
    }
    exception.content = args != nullptr ? args : &emptyTuple;
    exception.isText = 0;
    return *static_cast<const Tuple*>(exception.content);
}

Value argumentOf(Exception& exception) {
    const Tuple& args = argsOf(exception);
    return args.size == 0 ? kNone : args.items[0];
}

namespace {
Value exceptionMakeNew(const Type* type, size_t nArgs, size_t, const Value* args) {
    return newException(*type, nArgs, args);
}

void exceptionAttr(Value value, Name name, Value* dest) {
    auto& self = *value.as<Exception>();
    if (dest[0]) {
        // exception.__traceback__ = None: to raise the same instance again without allocating.
        if (name != "__traceback__"_name || dest[1] != kNone) return;
        self.traceSize = 0;
        dest[0] = kNoValue;
    } else if (name == "args"_name) {
        dest[0] = pointerTo(&argsOf(self));
    } else if (name == "value"_name || name == "errno"_name) {
        dest[0] = argumentOf(self);
    }
}

/// `[Errno 2] ENOENT` for an OSError with a number that has a name; false for others.
bool printError([[maybe_unused]] const Printer& printer, [[maybe_unused]] const Exception& self,
                [[maybe_unused]] const Tuple& args) {
#if TAIPAN_HAS_ERRNO
    if (self.type != &OSErrorType || args.size == 0 || args.size > 2) return false;
    if (!args.items[0].isSmallInt()) return false;
    const Name name = errorName(args.items[0]);
    if (name == Name::none) return false;
    printFormat(printer, "[Errno %zd] %q"_text, static_cast<size_t>(args.items[0].smallInt()),
                name);
    if (args.size == 2) printFormat(printer, ": %v"_text, args.items[1]);
    return true;
#else
    return false;
#endif
}

void exceptionPrint(const Printer* printer, Value value, PrintKind kind) {
    constexpr auto kFlag = static_cast<uintptr_t>(PrintKind::SubclassFlag);
    const bool isSubclass = (static_cast<uintptr_t>(kind) & kFlag) != 0;
    kind = static_cast<PrintKind>(static_cast<uintptr_t>(kind) & ~kFlag);
    auto& self = *value.as<Exception>();
    const bool message = kind == PrintKind::Str || kind == PrintKind::Exception;
    if (!isSubclass && kind != PrintKind::Str) printFormat(*printer, "%t"_text, value);
    if (kind == PrintKind::Exception) printer->puts(": ");
    if (message && self.isText) {
        if (self.text() != nullptr) putText(*printer, self.text());
        return;
    }
    const Tuple& args = argsOf(self);
    if (message && (args.size == 0 || printError(*printer, self, args))) return;
    const Value shown = message && args.size == 1 ? args.items[0] : pointerTo(&args);
    printValue(*printer, shown, message ? PrintKind::Str : PrintKind::Repr);
}

} // namespace

consteval ExceptionClasses::ExceptionClasses()
    : classes{}, functions{exceptionMakeNew, exceptionPrint, exceptionAttr} {
    constexpr uint16_t kNames[] = {
#define TAIPAN_EXCEPTION(name, base) static_cast<uint16_t>(#name##_name),
#include "runtime/memory/exceptions.def"
#undef TAIPAN_EXCEPTION
    };
    constexpr const Type* kBases[] = {
#define TAIPAN_EXCEPTION(name, base) &base##Type,
#include "runtime/memory/exceptions.def"
#undef TAIPAN_EXCEPTION
    };
    constexpr size_t kSlotsEach = sizeof(Class) / sizeof(Slot);
    constexpr size_t kHeader = sizeof(Type) / sizeof(Slot);
    static_assert(sizeof(Type) % sizeof(Slot) == 0 && kCount * kSlotsEach + 3 < 256);
    for (size_t i = 0; i < kCount; ++i) {
        Class& made = classes[i];
        made.type = &typeType;
        made.flags = takes(0, kAnyArgs);
        made.name = kNames[i];
        made.base = kBases[i];
        const auto set = [&made](SlotIndex which, size_t slot) {
            made.index[static_cast<size_t>(which)] = static_cast<uint8_t>(slot + 1);
        };
        const size_t first = (kCount - i) * kSlotsEach - kHeader; // of `functions`, from here
        set(SlotIndex::MakeNew, first);
        set(SlotIndex::Print, first + 1);
        set(SlotIndex::Attr, first + 2);
        set(SlotIndex::Parent, 0);
    }
}
constinit const ExceptionClasses exceptionClasses;

Value newException(const Type& type, size_t nArgs, const Value* args) {
    Exception* made = newBlankException();
    made->type = &type;
    made->content = &emptyTuple;
    if (nArgs == 0) return pointerTo(made);
    if (Tuple* tuple = newArgsTuple(nArgs)) {
        std::memcpy(tuple->items, args, nArgs * sizeof(Value));
        made->content = tuple;
    }
    return pointerTo(made);
}

Value newException(ExceptionNumber type, const char* text) {
    Exception* made = newBlankException();
    made->type = &type;
    made->content = text;
    made->isText = 1;
    return pointerTo(made);
}

// --- classes -------------------------------------------------------------------------------------

namespace {
bool isBuiltInClass(const Type* type) {
    return type->makeNew() == exceptionMakeNew;
}
} // namespace

bool isException(Value value) {
    if (!value.isObject()) return false;
    if (isBuiltInClass(value.object()->type)) return true;
    return isInstanceObject(value) && hasNative(value) &&
           isBuiltInClass(typeOf(value.as<Instance>()->native[0]));
}

bool isExceptionType(Value value) {
    return isType(value) &&
           (isBuiltInClass(value.as<Type>()) || isSubtype(value.as<Type>(), &BaseExceptionType));
}

Exception* exceptionOf(Value value) {
    if (isInstanceObject(value)) value = value.as<Instance>()->native[0];
    return value.as<Exception>();
}

bool isSystemExit(Value exception, int& status) {
    if (!isInstance(exception, classOf(SystemExitType))) return false;
    const Value asked = stopValue(exception);
    // Nobody would catch what a conversion raises here.
    status = asked != kNone && asked != kFalse;
    if (isInt(asked)) status = static_cast<int>(toWordTruncated(asked) & 0xff);
    return true;
}

// --- traces --------------------------------------------------------------------------------------

namespace {
constexpr uint16_t kLineWords = 3;
constexpr size_t kMostTrace = 0x7fff; // words
#if TAIPAN_HAS_SYS_TRACEBACKLIMIT
constexpr intptr_t kMostLines = 1000;
#endif

/// Room for another line; false when there is none.
bool hasRoom(Exception& exception) {
    if (exception.traceSize + kLineWords <= exception.traceCapacity) return true;
    size_t capacity = exception.traceCapacity * 2u;
    if (capacity == 0) capacity = kUnit / sizeof(uint16_t);
    if (capacity > kMostTrace) return false;
    uint16_t* const grown = growTrace(exception.trace, exception.traceSize, capacity);
    if (grown == nullptr) return false;
    exception.trace = grown;
    exception.traceCapacity = capacity & kMostTrace;
    return true;
}
} // namespace

void addTrace(Value value, Name file, size_t line, Name function) {
#if TAIPAN_HAS_TRACEBACK
#if TAIPAN_HAS_NATIVE
    if (function == "*"_name) return; // a part of machine code, in bytecode
#endif
    Exception& exception = *exceptionOf(value);
#if TAIPAN_HAS_SYS_TRACEBACKLIMIT
    // Of the lines that are too many the innermost go. What is no number is no limit.
    const Value limit = state.roots[kRootTraceLimit];
    const intptr_t most = limit.isSmallInt() ? limit.smallInt() : kMostLines;
    if (most <= 0) return;
    if (exception.traceSize / kLineWords >= most) {
        exception.traceSize = static_cast<uint16_t>(exception.traceSize - kLineWords);
        std::memmove(exception.trace, exception.trace + kLineWords,
                     exception.traceSize * sizeof(uint16_t));
    }
#endif
    if (!hasRoom(exception)) return;
    uint16_t* to = exception.trace + exception.traceSize;
    to[0] = static_cast<uint16_t>(file);
    to[1] = static_cast<uint16_t>(line < UINT16_MAX ? line : UINT16_MAX);
    to[2] = static_cast<uint16_t>(function);
    exception.traceSize = static_cast<uint16_t>(exception.traceSize + kLineWords);
#else
    static_cast<void>(value);
    static_cast<void>(file);
    static_cast<void>(line);
    static_cast<void>(function);
#endif
}

bool traceOf(Value value, size_t index, Name& file, size_t& line) {
    if (!isException(value)) return false;
    const Exception& exception = *exceptionOf(value);
    if (index >= exception.traceSize / kLineWords) return false;
    const uint16_t* from = exception.trace + index * kLineWords;
    file = static_cast<Name>(from[0]);
    line = from[1];
    return true;
}

void printException(const Printer& printer, Value value) {
#if TAIPAN_HAS_TRACEBACK
    if (isException(value)) {
        const Exception& exception = *exceptionOf(value);
        size_t at = exception.traceSize;
        if (at != 0) putText(printer, "Traceback (most recent call last):\n"_text);
        for (; at != 0; at -= kLineWords) {
            const uint16_t* line = exception.trace + at - kLineWords;
            printFormat(printer, "  File \"%q\""_text, static_cast<Name>(line[0]));
            if (TAIPAN_HAS_LINE_NUMBERS && (!TAIPAN_HAS_NATIVE || line[1] != 0)) // machine code
                printFormat(printer, ", line %u"_text, unsigned{line[1]});
            if (line[2] != 0) printFormat(printer, ", in %q"_text, static_cast<Name>(line[2]));
            printer.put('\n');
        }
    }
#endif
    printValue(printer, value, PrintKind::Exception);
    printer.put('\n');
}

} // namespace taipan::runtime
