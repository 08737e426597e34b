// A function of the SSA form as LLVM's: every operation a call of the runtime, objects as words.
//
//   entry(self, n_args, n_kw, args)   binds the arguments in a frame, makes the module's globals
//                                     current where the function asks for them, runs the body
//   resume(frame, thrown)             of a generator: runs the body until it yields, ends or raises
//   body                              the function itself; the same as the entry where that has
//                                     nothing to undo
//
// Exceptions come to one buffer a run, which is pushed where the body begins: in functions with
// protected code, in generators, and in those that have to restore the globals of their caller. A
// word in memory says whose code runs: each edge into or out of protected code sets it to the
// number of what handles exceptions from then on, 0 when that is the caller. nlr_push returns
// twice. What is behind its second return comes from memory (landings.cpp); the buffer is pushed
// again, and the number leads to a landing.
//
// A function that runs is kept by the frame, whose first word is the function, even when nothing
// else refers to it any more; on boards its code lies on the heap.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>

#include "backends/llvm/debug.h"
#include "backends/llvm/entries.h"
#include "backends/llvm/remarks.h"
#include "backends/llvm/speculation.h"
#include "backends/llvm/split.h"
#include "backends/llvm/target.h"
#include "taipan/codegen/native.h"
#include "taipan/codegen/ssa.h"
#include "taipan/codegen/ssa_liveness.h"

namespace taipan::llvm_backend {

/// What is the same for all functions of a module.
struct Context {
    llvm::Module& out;
    const ssa::Module& source;
    const Interner& interner;
    NativeTables& tables;
    const TargetRow& target;
    NativeOpt opt;
    const std::vector<uint8_t>& isPlain; // by function: none of its operations has a fast way
    DebugInfo* debug = nullptr;          // gets the lines; null: nobody wants them
    bool keepsLines = false;             // each call has its own, whatever that takes
    NativeDebug* told = nullptr;         // gets remarks; null: nobody wants them
};

class Lowering {
  public:
    Lowering(Context& context, uint32_t number);
    /// Adds the function to the module, in the section sectionOf(number). Words of its frame that
    /// the runtime is to know of.
    uint32_t run();

  private:
    void tellRemarks();
    using V = llvm::Value*;
    using Label = llvm::BasicBlock*;
    struct Edge {
        ssa::BlockId from, to;
        Label at;
    };

    // frame
    void measure();
    llvm::Function* newFunction(const char* suffix, llvm::ArrayRef<llvm::Type*> parameters,
                                bool isEntry, llvm::Type* result = nullptr);
    llvm::Function* newHelper(const char* suffix, llvm::ArrayRef<llvm::Type*> parameters,
                              llvm::Type* result);
    /// A function of what operations have in common, while its code is made. Behind, the code of
    /// before goes on.
    class Helper {
      public:
        Helper(Lowering& in, const char* suffix, llvm::ArrayRef<llvm::Type*> parameters,
               llvm::Type* result = nullptr);
        ~Helper();
        Helper(const Helper&) = delete;
        Helper& operator=(const Helper&) = delete;
        llvm::Function* function;

      private:
        Lowering& in_;
        const llvm::IRBuilderBase::InsertPointGuard before_;
        const V table_, mark_;
    };
    void startAt(llvm::Function* function);
    void setLine(uint32_t line, Place place = Place::Usual);
    Label& ofLine(std::map<uint32_t, Label>& labels) {
        return labels[context_.keepsLines ? line_ : 0];
    }
    void makeEntry();
    std::vector<llvm::Type*> bodyTypes() const;
    V callBody(llvm::Function* split, V self, V frame, V hints);
    void makeResume();
    void startBody(llvm::Function* function);
    void body();
    void dispatch(Label start);
    void findProtected();
    void guard(Label start);
    void handle();
    void finish(V result);
    void leaveRun();
    bool splits() const;
    V guarded(V table, V buffer);
    void makeGlobalsCurrent();
    void inGlobals(llvm::function_ref<V()> run);
    V wordAt(V base, unsigned index);
    V load(V base, unsigned index, const char* name = "");
    void store(V base, unsigned index, V value);
    V localAt(uint32_t local);
    llvm::AllocaInst* newCell(llvm::Type* type);
    llvm::AllocaInst* newWords(uint64_t count) {
        return newCell(llvm::ArrayType::get(word_, count));
    }
    V iteratorAt(ssa::ValueId id);

    // calls
    V call(Entry entry, llvm::Type* result, llvm::ArrayRef<V> arguments);
    V callWord(Entry entry, llvm::ArrayRef<V> arguments) { return call(entry, word_, arguments); }
    void callVoid(Entry entry, llvm::ArrayRef<V> arguments) {
        call(entry, builder_.getVoidTy(), arguments);
    }
    V flag(Entry entry, llvm::ArrayRef<V> arguments);
    V constant(uint64_t value) { return llvm::ConstantInt::get(word_, value); }
    V smallInt(int64_t value) { return constant(static_cast<uint64_t>(value) << 1 | 1); }
    V pointer(V word) { return builder_.CreateIntToPtr(word, pointer_); }
    V addressWord(V address) { return builder_.CreatePtrToInt(address, word_); }
    V name(NameId id);
    V object(uint32_t place);
    V singleton(Entry entry) { return load(table_, static_cast<unsigned>(entry)); }
    V isNull(V value) { return builder_.CreateICmpEQ(value, constant(0)); }
    V fillArea(llvm::ArrayRef<V> values);

    // values
    const ssa::Instr& instr(ssa::ValueId id) const { return source_.values[ssa::index(id)]; }
    const ssa::Block& block(ssa::BlockId id) const { return source_.blocks[ssa::index(id)]; }
    V use(ssa::ValueId id);
    std::vector<V> useAll(const std::vector<ssa::ValueId>& ids);
    V madeAnew(const ssa::Instr& instr);
    void define(ssa::ValueId id, V value);
    void defineParts(ssa::ValueId id, std::vector<V> parts);
    bool isKept(ssa::ValueId id) const { return places_.kept.of[ssa::index(id)] != ssa::kNoPlace; }
    V keptAt(ssa::ValueId id);
    bool isWordSized(ssa::ValueId id) { return typeOf(instr(id).type) == word_; }
    V slotAt(uint32_t slot);
    unsigned slotWords(uint32_t slot);
    bool isVolatile(uint32_t slot) const;

    // operations
    void operation(ssa::ValueId id);
    bool variable(ssa::ValueId id, const ssa::Instr& instr);
    bool nameOp(ssa::ValueId id, const ssa::Instr& instr);
    bool attribute(ssa::ValueId id, const ssa::Instr& instr);
    bool collection(ssa::ValueId id, const ssa::Instr& instr);
    bool callOp(ssa::ValueId id, const ssa::Instr& instr);
    bool with(ssa::ValueId id, const ssa::Instr& instr);
    bool iteration(ssa::ValueId id, const ssa::Instr& instr);
    bool simple(ssa::ValueId id, const ssa::Instr& instr);
    V truth(ssa::ValueId operand);
    V makeFunction(V child, V defaults);
    std::vector<V> callValues(const ssa::Instr& instr, size_t first);
    V callSpread(const ssa::Instr& instr, bool isMethod);
    V withExit(const ssa::Instr& instr);
    void checkBound(V value);

    // viper functions (viper.cpp)
    void makeViperEntry();
    V checkArguments(llvm::Function* entry);
    V plainConstant(const Constant& value);
    void rootViper(V self);
    void keepPointedTo(V object);
    // viper_call.cpp
    bool callsWords() const;
    abi::NativeType parameterType(uint32_t index) const;
    V parameter(uint32_t index, V object);
    V unboxedAs(V object, abi::NativeType type);
    V boxedAs(V value, abi::NativeType type);
    V wordSlot(V slots, unsigned index);
    void takeWords(llvm::Function* entry, llvm::Function* body);
    void makeWordsEntry(llvm::Function* entry);
    V callSlots();
    void callWords(ssa::ValueId id, const ssa::Instr& instr);
    bool viperOperation(ssa::ValueId id, const ssa::Instr& instr);
    V wordUnary(const ssa::Instr& instr);
    V wordBinary(const ssa::Instr& instr);
    V shift(abi::BinaryOp op, V value, V count, bool isUnsigned);
    V compare(abi::BinaryOp op, V left, V right, bool isUnsigned);
    V divide(const ssa::Instr& instr);
    V dividedBy(V value, int64_t by, bool wantsRest);
    V itemAddress(const ssa::Instr& instr);
    llvm::Align itemAlign(unsigned bytes) const;
    V fromObject(const ssa::Instr& instr);
    void copyItems(const ssa::Instr& instr);
    void fillItems(const ssa::Instr& instr);

    // viper_long.cpp: integers of 64 bits
    llvm::Type* typeOf(ssa::Type type);
    V typed(V value, ssa::Type type);
    llvm::IntegerType* longType() { return builder_.getInt64Ty(); }
    V longConstant(uint64_t value) { return builder_.getInt64(value); }
    bool longOperation(ssa::ValueId id, const ssa::Instr& instr);
    V longOf(V object);
    V longObject(V number);
    V longFrom(const ssa::Instr& instr);
    V longBinary(const ssa::Instr& instr);
    V longShift(abi::BinaryOp op, V value, V count);
    V longProduct(V left, V right);
    V longDivided(const ssa::Instr& instr);
    llvm::Function* longOfFunction();
    llvm::Function* longProductFunction();
    llvm::Function* divideFunction();
    struct Halves {
        V low, high;
    };
    Halves halves(V number);
    V whole(const Halves& of);
    void raiseZeroDivision(uint32_t op);

    // viper_float.cpp: floats
    bool doubleOperation(ssa::ValueId id, const ssa::Instr& instr);
    V doubleConstant(uint32_t which);
    V doubleOf(V object);
    bool staysInteger(ssa::ValueId id);
    V integerObject(V value, abi::NativeType type);
    V doubleFrom(const ssa::Instr& instr);
    V doubleInt(V value);
    V doubleWord(V value, abi::NativeType type);
    V doubleBinary(const ssa::Instr& instr);
    V doubleCompare(const ssa::Instr& instr);
    llvm::Function* floatFunction();
    llvm::Function* intFunction();

    // fast ways: fast.cpp
    /// A value that may be a number: a double, and on machines of 32 bits a float of 32 bits or an
    /// integer of 64. Its word is null while no object was made of it.
    struct Lazy {
        llvm::AllocaInst* word = nullptr; // null: an ordinary value
        llvm::AllocaInst* number = nullptr;
        llvm::AllocaInst* isNumber =
            nullptr; // on machines of 32 bits: whether there is one, with or without word
        llvm::PHINode *joined = nullptr, *joinedIs = nullptr; // of a Phi: the number, whether it is
    };
    bool isFast() const { return opt_ != NativeOpt::Size && !isViper_; }
    bool isFastAt(const ssa::Block& block) const;
    void prepareFast();
    bool fast(ssa::ValueId id, const ssa::Instr& made);
    bool alwaysCalls(const ssa::Block& block) const;
    void countTurn(ssa::BlockId from, ssa::BlockId to);
    // fast_copies.cpp
    enum class Copy : uint8_t { Only, Fast, Generic };
    /// Where the items of something lie that a loop does not change: cells that are filled where
    /// the loop is entered, and behind whatever may change it.
    struct Items {
        ssa::ValueId base;
        bool isStored; // items of it are set, so that it has to be a list or a bytearray
        llvm::AllocaInst *words, *bytes, *data; // twice as many as there are, of either kind
    };
    void prepareCopies();
    void copies();
    void copyBlocks();
    void enterLoop(uint32_t loop);
    llvm::AllocaInst* cellOf(ssa::ValueId id);
    void fillCells(ssa::BlockId from, ssa::BlockId to);
    void arrive(ssa::BlockId from, ssa::BlockId to);
    void arriveFast(ssa::BlockId from, ssa::BlockId to);
    void turn(uint32_t loop);
    V allSmall(const std::vector<ssa::ValueId>& ids);
    Label genericAt(ssa::ValueId id);
    /// Where the fast copy leaves for when the operation takes no fast way; null: it has a slow
    /// one.
    Label leaveFor(const ssa::Instr& made);
    bool isKnownSmall(ssa::ValueId id) const;
    bool isBounded(const ssa::Instr& made) const;
    /// Whether fast ways are left to the other copy.
    bool isPlain() const { return copy_ == Copy::Generic; }
    void findItems(const Items& items);
    const Items* itemsOf(ssa::ValueId base) const;
    void refresh();
    // fast_int.cpp
    V isSmall(V word);
    V areSmall(const ssa::Instr& made, V left, V right);
    V checked(Split& ways, llvm::Intrinsic::ID op, V left, V right);
    V product(Split& ways, V left, V right);
    V shifted(Split& ways, bool isLeft, V left, V right);
    V divided(Split& ways, bool isQuotient, V left, V right);
    V intResult(Split& ways, abi::BinaryOp op, V left, V right);
    V asBool(V condition);
    V askBinary(const ssa::Instr& made);
    V slowly(Split& ways, llvm::function_ref<V()> ask);
    V condition(ssa::ValueId id);
    V comparison(const ssa::Instr& made);
    void numbersCompared(Split& ways, const ssa::Instr& made);
    bool fastBinary(ssa::ValueId id, const ssa::Instr& made);
    bool fastUnary(ssa::ValueId id, const ssa::Instr& made);
    void findUsers();
    void findFused();
    // fast_float.cpp
    bool isLazy(ssa::ValueId id) const { return lazy_[ssa::index(id)].word != nullptr; }
    const Constant* floatConstant(ssa::ValueId id) const;
    bool usesFloats() const;
    std::vector<uint8_t> findFloats() const;
    void findLazy();
    void findFloatType();
    V number(double value);
    void defineLazy(ssa::ValueId id, V word, V number, V isNumber = nullptr);
    V boxed(ssa::ValueId id);
    V tagOf(ssa::ValueId id);
    V unboxed(Split& ways, V word, ssa::Type type);
    V knownNumber(ssa::ValueId id);
    V numberOf(Split& ways, ssa::ValueId id);
    bool comparesFloats(const ssa::Instr& made) const;
    /// Whether numbers have a word beside them that says whether they are there.
    bool hasFlags() const { return hasWide_ || hasSingles(); }
    llvm::Type* numberType() {
        return hasWide_ ? builder_.getInt64Ty() : hasSingles() ? word_ : builder_.getDoubleTy();
    }
    V numberIn(ssa::ValueId id) {
        return builder_.CreateLoad(numberType(), lazy_[ssa::index(id)].number);
    }
    struct Parts {
        V word, number, isNumber;
    };
    V isNumber(ssa::ValueId id) {
        return builder_.CreateLoad(builder_.getInt1Ty(), lazy_[ssa::index(id)].isNumber);
    }
    Parts lazyParts(ssa::ValueId id);
    V floatOf(V word);
    V floatsCompared(Split& ways, abi::BinaryOp op, V left, V right);
    V doublesCompared(abi::BinaryOp op, V left, V right);
    V doubleResult(Split& ways, abi::BinaryOp op, V left, V right);
    V lazyTruth(ssa::ValueId id);
    V isSame(ssa::ValueId left, ssa::ValueId right);
    void lazySlowly(Split& ways, ssa::ValueId id, llvm::function_ref<V()> ask);
    void lazyBinary(ssa::ValueId id, const ssa::Instr& made);
    void lazyNegative(ssa::ValueId id, const ssa::Instr& made);
    // fast_single.cpp
    struct Scaled {
        V digits, exponent;
    };
    struct Words {
        V high, low;
    };
    bool hasSingles() const;
    void findSingles();
    llvm::ConstantInt* noSingle();
    V singleConstant(double value);
    void giveNoSingle(Label at);
    V isNormal(V bits);
    V digitsOf(V bits);
    V exponentOf(V bits);
    V hasExponent(V exponent);
    Scaled normalised(Scaled of, unsigned top);
    void giveRounded(V sign, Scaled of, unsigned extra, V rest);
    void byUnit(llvm::Function* made, llvm::Instruction::BinaryOps op);
    V startScaling(llvm::Function* made, Label normal, Label none, bool divides);
    Words productDigits(V left, V right);
    Words quotientDigits(V left, V right);
    llvm::Function* sumFunction();
    llvm::Function* productFunction();
    llvm::Function* quotientFunction();
    llvm::Function* singleFunction();
    llvm::Function* numberFunction();
    llvm::Function* askedFunction();
    llvm::Function* boxSingleFunction();
    V askSingles(const ssa::Instr& made);
    V singleObject(V bits);
    V singleOf(V small);
    V singleIn(Split& ways, V word);
    V singleResult(Split& ways, abi::BinaryOp op, V left, V right);
    V singleNegative(Split& ways, V number);
    V singleOrder(Split& ways, V bits);
    // fast_wide.cpp
    bool hasWideInts() const;
    std::optional<int64_t> wideConstant(ssa::ValueId id) const;
    bool isWideConstant(ssa::ValueId id) const;
    bool isMask(const ssa::Instr& made) const;
    bool hasWideWay(const ssa::Instr& made) const;
    std::vector<uint8_t> findWide() const;
    void findIntType();
    llvm::Function* boxFunction();
    llvm::Function* unboxFunction();
    V wideObject(V number);
    V wideSmall(V word);
    V wideKnown(ssa::ValueId id);
    V wideWord(Split& ways, V word);
    V wideProduct(Split& ways, V left, V right);
    V wideShift(Split& ways, bool isLeft, V left, V count);
    V wideResult(Split& ways, abi::BinaryOp op, V left, V right);
    void wideBinary(ssa::ValueId id, const ssa::Instr& made);
    void wideUnary(ssa::ValueId id, const ssa::Instr& made);
    bool wideMask(ssa::ValueId id, const ssa::Instr& made);
    bool comparesWide(const ssa::Instr& made) const;
    // fast_items.cpp
    void prepareItems();
    llvm::Function* learnFunction();
    llvm::Function* itemFunction();
    Label ifType(V type, V wanted, bool isLikely, Split& ways);
    V itemStart(Split& ways, const ssa::Instr& made, V base);
    bool hasItemWay(const ssa::Instr& made) const;
    bool fastItem(ssa::ValueId id, const ssa::Instr& made);
    V wordPlace(V items, V index);
    V bytePlace(V items, V index);
    V isTypeNamed(V type, uint32_t name);
    V byteAt(V items, V index);
    void storeByte(Split& ways, V items, V index, V value);
    void foundItem(Split& ways, const Items& items, V index);
    void foundStore(Split& ways, const Items& items, V index, const ssa::Instr& made);
    bool fastStoreItem(const ssa::Instr& made);
    // fast_walk.cpp
    /// Where a loop is in what it walks over.
    struct Walk {
        llvm::AllocaInst *kind, *at;  // an index with its tag, or the next item of a range
        llvm::AllocaInst *end, *step; // of a range: how many items are left, twice the step
        llvm::AllocaInst *ended, *object, *root;
    };
    void findRanges();
    bool isRangeCall(ssa::ValueId id) const;
    void forget();
    void startRange(const Walk& walk, V first, V stop, V step);
    llvm::Function* rangeFunction();
    llvm::Function* walkFunction();
    void rangeLearnt(llvm::Function* made, V object, Label yes, Label no);
    bool fastIterStart(ssa::ValueId id, const ssa::Instr& made);
    bool fastIterNext(ssa::ValueId id, const ssa::Instr& made);
    bool fastEnd(ssa::ValueId id, const ssa::Instr& made);
    void walkRange(Split& ways, const Walk& walk);
    // fast_lists.cpp
    void findFilled();
    void makeFilled(ssa::ValueId id, const Walk& walk);
    void appendTo(V word, V item);
    bool fastAppend(const ssa::Instr& made);
    void findLists();
    bool methodOfList(ssa::ValueId id, const ssa::Instr& made);
    bool callOfList(ssa::ValueId id, const ssa::Instr& made);
    llvm::Function* repeatFunction();
    bool productOfList(ssa::ValueId id, const ssa::Instr& made);
    // fast_call.cpp
    uint64_t stackBetween() const;
    bool callsItself(const ssa::Instr& made) const;
    static bool isPlainCall(const ssa::Instr& made) {
        return (made.op == ssa::Op::Call || made.op == ssa::Op::CallMethod) && made.wide == 0 &&
               made.block != ssa::BlockId::none;
    }
    void findDirect();
    llvm::AllocaInst* newHints();
    void clearHints(V hints);
    V ownHints(V given);
    llvm::Function* globalFunction();
    bool fastGlobal(ssa::ValueId id, const ssa::Instr& made);
    bool directCall(ssa::ValueId id, const ssa::Instr& made);
    // fast_objects.cpp
    /// Whether functions of the module call each other without the runtime, and look into objects.
    bool hasObjectWays() const {
        return context_.opt == NativeOpt::Speed && context_.target.isX64() && !context_.keepsLines;
    }
    V takeDirect(llvm::Function* entry, llvm::Function* split);
    void bindValues(llvm::Function* entry, V keywords, llvm::function_ref<void()> bind);
    V layoutsFit();
    llvm::Function* callFunction();
    V callThrough(V function, V count, V arguments);
    bool fastMethodCall(ssa::ValueId id, const ssa::Instr& made);
    V methodCall(const ssa::Instr& made);
    // fast_attributes.cpp
    bool passesBase() const { return isDirect_ || callsOthers_ || looksIn_; }
    bool looksInto(const ssa::Instr& made) const;
    void prepareAttributes();
    V nameKey(V number) { return builder_.CreateOr(builder_.CreateShl(number, 3), constant(2)); }
    V nameHash(NameId id);
    V instanceOf(Split& ways, V base, uint64_t flags);
    V likelyRow(Split& ways, V object, NameId id);
    /// Of a helper: leads to `found` with the row of a name that is returned, to `none` where no
    /// row of the table has it, to `many` where there are too many to look at.
    V scanRows(V object, V key, Label found, Label none, Label many);
    /// The same by the hash; leads to `other` where the name is not near.
    V probeRows(V object, V key, V hash, Label found, Label other);
    llvm::Function* attributeFunction(bool isStore);
    llvm::Function* methodFunction();
    llvm::Function* namedGlobalFunction();
    bool fastAttribute(ssa::ValueId id, const ssa::Instr& made);
    bool fastStoreAttribute(const ssa::Instr& made);
    bool fastMethod(ssa::ValueId id, const ssa::Instr& made);
    void findMethod(const ssa::Instr& made);
    bool namedGlobal(ssa::ValueId id, const ssa::Instr& made);

    // generators
    void yield(ssa::ValueId id, const ssa::Instr& instr);
    void yieldFrom(ssa::ValueId id, const ssa::Instr& instr);
    void leaveFor(uint32_t number);
    uint32_t newResume(Label& at);

    // flow
    /// A label of the function whose code is made.
    Label newLabel(const char* name) {
        return llvm::BasicBlock::Create(builder_.getContext(), name,
                                        builder_.GetInsertBlock()->getParent());
    }
    /// What one of two ways gave, where both have come together.
    V joined(V first, Label firstAt, V second, Label secondAt, const char* name = "");
    uint32_t handlerOf(ssa::BlockId landing) const;
    void setHandler(ssa::BlockId landing);
    V handlerAt();
    // landings.cpp
    void keepForGlobals();
    void reloadForLandings();
    Label edge(ssa::BlockId from, size_t which);
    void leaveBlock(ssa::BlockId id);
    void resumeBy(ssa::BlockId id);
    void returnValue(const ssa::Block& from);
    void fillPhis();
    void fillPhi(ssa::ValueId id, ssa::ValueId operand, Edge& edge);
    void branchIf(V condition, Label whenTrue, Label whenFalse) {
        builder_.CreateCondBr(condition, whenTrue, whenFalse);
    }
    void raise(V exception, Place place = Place::Usual);
    void raiseAny(V value);
    void raiseFrom(const ssa::Block& from);
    void raiseMessage(NameId type, const char* message);
    Label unboundLabel();
    Label throwsLabel();

    Context& context_;
    const uint32_t number_;
    const ssa::Function& source_;
    const std::string qualifiedName_;
    const bool isGenerator_, isViper_;
    const NativeOpt opt_;
    llvm::IRBuilder<> builder_;
    llvm::IntegerType* const word_;
    llvm::PointerType* const pointer_;
    ssa::FramePlaces places_;
    Remarks remarks_;

    // words of the frame
    uint32_t stateSize_ = 1;
    uint32_t keptFrom_ = 0, iteratorsFrom_ = 0, slotsFrom_ = 0; // of a generator
    std::vector<uint32_t> slotWord_;                            // of slots that are no locals
    uint32_t handlerWord_ = 0;                                  // of a generator
    unsigned areaWords_ = 0;
    bool usesGlobals_ = false;
    bool runsOther_ = false; // of a viper function: code of others, which may end all that it uses

    // the body
    llvm::Function* body_ = nullptr;
    V self_ = nullptr, frame_ = nullptr, table_ = nullptr, thrown_ = nullptr;
    V qstrs_ = nullptr, objects_ = nullptr, module_ = nullptr, area_ = nullptr;
    std::vector<V> slots_, iterators_;
    std::vector<Label> starts_;
    std::vector<Edge> edges_;
    std::vector<V> values_;
    std::vector<V> near_; // of kept values: what is in a register since it was made
    std::vector<std::vector<V>> parts_;
    std::vector<Label> resumes_;
    std::map<uint32_t, Label> unbound_, noException_, throws_; // by line, or one for all
    uint32_t line_ = 0;

    // protected code
    std::vector<ssa::BlockId> landings_;
    std::vector<uint8_t> isBehindLanding_; // by block
    V guard_ = nullptr;                    // the buffer, the number of the handler, kept values
    V outer_ = nullptr;                    // globals of the caller, null when they are the same
    V caught_ = nullptr;
    Label raised_ = nullptr, exit_ = nullptr;
    llvm::PHINode* result_ = nullptr;

    ssa::BlockId at_ = ssa::BlockId::entry;
    uint32_t raiser_ = ssa::kNoPlace;

    // fast ways
    /// Values that are made where they are asked for: by a branch, by a loop over a range, by the
    /// loop that fills a list, by a product with one.
    enum class Delayed : uint8_t { No, Test, Range, Filled, Factor };
    std::vector<Delayed> delayed_;                 // by value
    std::vector<std::vector<ssa::ValueId>> users_; // by value, see findUsers()
    std::vector<uint8_t> appends_; // by value: looks for a method `append`, or calls it
    std::vector<Lazy> lazy_;
    Copy copy_ = Copy::Only;
    bool twoCopies_ = false;
    Speculation known_;
    ssa::ValueId current_ = ssa::ValueId::none;     // the operation in work
    std::vector<llvm::AllocaInst*> cells_;          // of values, with two copies
    std::vector<Label> enters_;                     // the fast copy, by loop
    std::vector<Label> fastStarts_, genericStarts_; // by block
    std::vector<Label> genericAt_;                  // by value; null where nothing leads to
    std::vector<Walk> walks_;                       // by value: of IterStart
    std::map<ssa::ValueId, ssa::ValueId> filled_;   // by IterStart: the list its loop fills
    std::vector<std::vector<Items>> items_;         // by loop
    llvm::AllocaInst* range_ = nullptr; // what the name is, null where that is to be asked for
    bool hasFloats_ = false, hasWide_ = false;
    llvm::AllocaInst* wideCell_ = nullptr;
    V intType_ = nullptr, floatType_ = nullptr, types_ = nullptr, turns_ = nullptr;
    llvm::Function *learnFunction_ = nullptr, *itemFunction_ = nullptr, *walkFunction_ = nullptr,
                   *globalFunction_ = nullptr, *repeatFunction_ = nullptr,
                   *rangeFunction_ = nullptr;
    std::vector<uint32_t> hinted_; // names of globals whose places are noted
    bool isDirect_ = false;        // calls its body
    bool takesValues_ = false;     // its body has arguments as values, and not in the frame
    bool callsOthers_ = false;     // may call other functions of the module without the runtime
    std::vector<V> arguments_;     // of the body, where they are values
    V hints_ = nullptr, stackBase_ = nullptr;
    bool looksIn_ = false;     // into instances of classes
    V instanceMark_ = nullptr; // what flags of their types have to be
    llvm::Function *boxFunction_ = nullptr, *unboxFunction_ = nullptr;
    llvm::Function *sumFunction_ = nullptr, *productFunction_ = nullptr,
                   *quotientFunction_ = nullptr, *singleFunction_ = nullptr,
                   *numberFunction_ = nullptr, *askedFunction_ = nullptr;
    std::map<ssa::ValueId, V> singles_; // of constants
    V unlessSingles_ = nullptr; // 0, or the bits of no number where floats are not as expected
    llvm::Function *longOfFunction_ = nullptr, *longProductFunction_ = nullptr,
                   *divideFunction_ = nullptr, *floatFunction_ = nullptr, *intFunction_ = nullptr;
    V callSlots_ = nullptr;             // of viper functions that call others without objects
    std::vector<uint8_t> staysInteger_; // by value
    std::vector<llvm::AllocaInst*> ownPlaces_; // by value: kept ones that are no words
    llvm::Function *callFunction_ = nullptr, *attributeFunction_ = nullptr,
                   *storeFunction_ = nullptr, *methodFunction_ = nullptr,
                   *namedGlobalFunction_ = nullptr;
};

std::string sectionOf(uint32_t number);
llvm::CmpInst::Predicate intPredicate(abi::BinaryOp op);

inline constexpr std::string_view kRangeName = "range", kAppendName = "append";

} // namespace taipan::llvm_backend
