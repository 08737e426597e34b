// Places in the runtime's function table that code of ours uses.
#pragma once

#include <cstdint>

namespace taipan::llvm_backend {

enum class Entry : uint8_t {
    ConstNone = 0,
    ConstFalse = 1,
    ConstTrue = 2,
    ToObject = 4,
    SwapGlobals = 5,
    LoadName = 6,
    LoadGlobal = 7,
    LoadBuildClass = 8,
    LoadAttr = 9,
    LoadMethod = 10,
    LoadSuperMethod = 11,
    StoreName = 12,
    StoreGlobal = 13,
    StoreAttr = 14,
    Subscr = 15,
    IsTrue = 16,
    UnaryOp = 17,
    BinaryOp = 18,
    NewTuple = 19,
    NewList = 20,
    NewDict = 21,
    NewSet = 22,
    SetStore = 23,
    ListAppend = 24,
    DictStore = 25,
    MakeFunction = 26,
    Call = 27,
    CallMethod = 28,
    CallMethodSpread = 29,
    GetIter = 30,
    IterNext = 31,
    NlrPush = 32,
    NlrPop = 33,
    Raise = 34,
    ImportName = 35,
    ImportFrom = 36,
    ImportAll = 37,
    NewSlice = 38,
    UnpackSequence = 39,
    UnpackEx = 40,
    DeleteName = 41,
    DeleteGlobal = 42,
    NewClosure = 43,
    SetupCodeState = 45,
    YieldFrom = 48,
    GetType = 56,
};

/// Words of the structures that code reads and writes.
namespace fun { // the function object
inline constexpr unsigned kContext = 1, kChildren = 2;
}
namespace context {
inline constexpr unsigned kGlobals = 1, kQstrs = 2, kObjects = 3;
}
namespace state { // of a function that runs
inline constexpr unsigned kFunction = 0, kResumeAt = 1, kTop = 2, kSize = 3, kFirst = 5;
}
namespace nlr {
inline constexpr unsigned kRaised = 1;
}
inline constexpr unsigned kCellValue = 1;
inline constexpr unsigned kIteratorWords = 4;
/// Numbers of names that every firmware has.
inline constexpr uint32_t kEnter = 12, kExit = 13, kNameError = 45, kRuntimeError = 50,
                          kBuiltins = 63;
inline constexpr unsigned kNativeQstr = 8; // type number of ToObject
inline constexpr unsigned kLoadMark = 4;   // instead of a value: Subscr is to load

} // namespace taipan::llvm_backend
