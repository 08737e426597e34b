// The type bytes, and the table of methods that str, bytes, bytearray and array share.

#include <cstring>

#include "runtime/objects/buffers/array.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/text/format.h"
#include "runtime/objects/text/str_methods.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/receiver.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

// --- making --------------------------------------------------------------------------------------

namespace {
Value bytesOfItems(Value iterable) {
    const Value size = lengthMaybe(iterable);
    StrBuilder builder(size ? static_cast<size_t>(size.smallInt()) : 0);
    for (Each each(iterable); const Value item = each.next();) {
        const intptr_t number = toInt(item);
#if TAIPAN_HAS_VALUE_CHECKS
        if (number < 0 || number > 255) raiseValueError("bytes value out of range"_text);
#endif
        builder.add(static_cast<char>(number));
    }
    return builder.bytes();
}

Value bytesMakeNew(const Type*, size_t nArgs, size_t nKw, const Value* args) {
    if (nKw != 0)
        raise(NotImplementedErrorType,
              "keyword argument(s) not implemented - use normal args instead"_text);
    if (nArgs == 0) return pointerTo(emptyBytes());
    if (isBytes(args[0])) return args[0];
    if (isStr(args[0])) return encodeText(nArgs, args);
    if (nArgs > 1) raiseTypeError("wrong number of arguments"_text);
    if (args[0].isSmallInt()) {
        const intptr_t size = args[0].smallInt();
        if (size < 0) raise(ValueErrorType);
        Str* const zeros = newStrBuffer(bytesType, static_cast<size_t>(size));
        std::memset(zeros->data, 0, static_cast<size_t>(size));
        return pointerTo(zeros);
    }
    Buffer buffer;
    if (bufferMaybe(args[0], buffer, kBufferRead))
        return newBytes({static_cast<const char*>(buffer.data), buffer.size});
    return bytesOfItems(args[0]);
}
} // namespace

constinit const TypeOf<8> bytesType("bytes"_name, 0,
                                    {.makeNew = bytesMakeNew,
                                     .print = strPrint,
                                     .unary = strUnary,
                                     .binary = strBinary,
                                     .subscr = strSubscr,
                                     .getIter = newIndexIterator,
                                     .buffer = strBuffer,
                                     .locals = &bytesLocals});

// --- methods -------------------------------------------------------------------------------------

namespace {

// Every type has a part of the table: array the first rows, bytearray what follows too, and so on.
constexpr Entry kMethods[] = {
#if TAIPAN_HAS_BYTEARRAY || TAIPAN_HAS_ARRAY
    entry("append"_name, fun<arrayAppend>),
    entry("extend"_name, fun<arrayExtend>),
#endif
#if TAIPAN_HAS_BYTES_HEX
    entry("hex"_name, fun<bytesHex, 1, 2>),
    entry("fromhex"_name, classMethod<fun<bytesFromHex>>),
#endif
#if TAIPAN_HAS_COMPATIBILITY
    entry("decode"_name, fun<bytesDecode, 1, 3>),
#endif
    entry("find"_name, fun<strFind, 2, 4>),
    entry("rfind"_name, fun<strRfind, 2, 4>),
    entry("index"_name, fun<strIndex, 2, 4>),
    entry("rindex"_name, fun<strRindex, 2, 4>),
    entry("join"_name, fun<strJoin>),
    entry("split"_name, fun<strSplit, 1, 3>),
#if TAIPAN_HAS_STR_SPLITLINES
    entry("splitlines"_name, fun<strSplitLines, 1>),
#endif
    entry("rsplit"_name, fun<strRsplit, 1, 3>),
    entry("startswith"_name, fun<strStartsWith, 2, 4>),
    entry("endswith"_name, fun<strEndsWith, 2, 4>),
    entry("strip"_name, fun<strStrip, 1, 2>),
    entry("lstrip"_name, fun<strLstrip, 1, 2>),
    entry("rstrip"_name, fun<strRstrip, 1, 2>),
    entry("format"_name, fun<formatMethod, 1>),
    entry("replace"_name, fun<strReplace, 3, 4>),
#if TAIPAN_HAS_STR_COUNT
    entry("count"_name, fun<strCount, 2, 4>),
#endif
#if TAIPAN_HAS_STR_PARTITION
    entry("partition"_name, fun<strPartition>),
    entry("rpartition"_name, fun<strRpartition>),
#endif
#if TAIPAN_HAS_STR_CENTER
    entry("center"_name, fun<strCenter>),
#endif
    entry("lower"_name, fun<strLower>),
    entry("upper"_name, fun<strUpper>),
    entry("isspace"_name, fun<strIsSpace>),
    entry("isalpha"_name, fun<strIsAlpha>),
    entry("isdigit"_name, fun<strIsDigit>),
    entry("isupper"_name, fun<strIsUpper>),
    entry("islower"_name, fun<strIsLower>),
#if TAIPAN_HAS_COMPATIBILITY
    entry("encode"_name, fun<strEncode, 1, 3>),
#endif
};
constexpr size_t kCount = sizeof(kMethods) / sizeof(kMethods[0]);
constexpr size_t kArrayRows = TAIPAN_HAS_BYTEARRAY || TAIPAN_HAS_ARRAY ? 2 : 0;
constexpr size_t kHexRows = TAIPAN_HAS_BYTES_HEX ? 2 : 0;
constexpr size_t kCodecRows = TAIPAN_HAS_COMPATIBILITY; // decode, and encode

constexpr Dict rows(size_t from, size_t to) {
    return {&dictType, Table((to - from) << Table::kUsedShift | Table::kAllNames | Table::kFixed |
                                 Table::kOrdered,
                             to - from, const_cast<Entry*>(kMethods) + from)};
}
} // namespace

constinit const Dict strLocals = rows(kArrayRows + kHexRows + kCodecRows, kCount);
constinit const Dict bytesLocals = rows(kArrayRows, kCount - kCodecRows);
constinit const Dict bytearrayLocals = rows(0, kCount - kCodecRows);
constinit const Dict arrayLocals = rows(0, kArrayRows);
constinit const Dict memoryviewLocals = rows(kArrayRows, kArrayRows + kHexRows / 2);

} // namespace taipan::runtime
