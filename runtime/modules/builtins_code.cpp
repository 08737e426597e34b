// globals(), locals(), and what runs source text.
#include "runtime/memory/memory.h"
#include "runtime/memory/native_call.h"
#include "runtime/memory/state.h"
#include "runtime/modules/builtins.h"
#include "runtime/modules/import.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/text/str.h"
#include "runtime/protocol/object.h"
#include "runtime/value/features.h"
#include "runtime/vm/loader.h"
#include "runtime/vm/native.h"

namespace taipan::runtime {

Dict* currentGlobals() {
#if TAIPAN_HAS_NATIVE
    if (const NativeCall* const call = runningNative()) return call->globals;
#endif
    return state.frame == nullptr ? state.mainGlobals : state.frame->function->context->globals;
}

#if !TAIPAN_HAS_NATIVE
static Dict* currentLocals();
#endif
Dict* currentLocals() {
#if TAIPAN_HAS_NATIVE
    if (const NativeCall* const call = runningNative())
        return call->locals != nullptr ? call->locals : call->globals;
#endif
    if (state.frame != nullptr && state.frame->locals != nullptr) return state.frame->locals;
    return currentGlobals();
}

Value builtinGlobals() {
    return pointerTo(currentGlobals());
}

Value builtinLocals() {
    return pointerTo(currentLocals());
}

#if TAIPAN_HAS_COMPILER_HOOK

namespace {
/// What compile() gives: a function whose module is yet to be chosen.
struct CodeObject : Object {
    Value function;
};
constinit const TypeOf<0> codeType("code"_name, 0, {});

/// The built-in exception class that a compiler names.
const Type& exceptionNamed(const char* name) {
    size_t size = 0;
    while (name[size] != '\0') ++size;
    const Name known = state.names.find({name, size});
    const Entry* found =
        known == Name::none ? nullptr : builtinsGlobals.table.find(nameValue(known));
    if (found != nullptr && isExceptionType(found->value)) return *found->value.as<Type>();
    return classOf(SyntaxErrorType);
}

Text textOfC(const char* text) {
    size_t size = 0;
    while (text[size] != '\0') ++size;
    return {text, size};
}

[[noreturn]] void raiseCompileError(const taipan_compiled& compiled, Name fileName) {
    const Type& type = exceptionNamed(compiled.exception);
    // What is cited of a source that is not UTF-8 is left out.
    const Text text = textOfC(compiled.message);
    const Value message = isValidUtf8(text) ? newStr(text) : newStr({"invalid syntax", 14});
    const Value exception = newException(type, 1, &message);
    if (compiled.line != 0) {
        const Name block = compiled.block == nullptr ? Name::none : intern(textOfC(compiled.block));
        addTrace(exception, fileName, compiled.line, block);
    }
    raise(exception);
}

ModuleContext* newContext(Dict* globals) {
    auto* context = newObject<ModuleContext>(moduleType);
    context->globals = globals;
    return context;
}

/// The dictionaries that eval(), exec() and execfile() were given, or those of the caller.
struct Scope {
    Dict* globals;
    Dict* locals;
};

Scope scopeOf(size_t nArgs, const Value* args) {
    Scope scope{currentGlobals(), currentLocals()};
    for (size_t i = 1; i < nArgs; ++i) {
        if (args[i] == kNone) continue;
        if (!isDict(args[i])) raise(TypeErrorType);
        scope.locals = args[i].as<Dict>();
        if (i == 1) scope.globals = scope.locals;
    }
    return scope;
}

Value runIn(Value function, const Scope& scope) {
    return callWithLocals(function, scope.locals == scope.globals ? nullptr : scope.locals);
}

Value runCode(const CodeObject& code, const Scope& scope) {
    const auto& made = *code.function.as<Function>();
    auto* context = newObject<ModuleContext>(moduleType);
    *context = *made.context;
    context->globals = scope.globals;
#if TAIPAN_HAS_NATIVE
    if (isNative(made)) return runIn(inContext(asNative(made), context), scope);
#endif
    return runIn(newFunction(context, made.code), scope);
}

Value runText(size_t nArgs, const Value* args, taipan_source_kind kind) {
    const Scope scope = scopeOf(nArgs, args);
    if (is(args[0], codeType)) return runCode(*args[0].as<CodeObject>(), scope);
    const Buffer source = bufferOf(args[0], kBufferRead | kBufferRaise);
    const Text text{static_cast<const char*>(source.data), source.size};
    return runIn(compileText(newContext(scope.globals), text, "<string>"_name, kind), scope);
}
} // namespace

Value compileText(ModuleContext* context, Text source, Name fileName, taipan_source_kind kind) {
    if (compilerHook == nullptr) raise(RuntimeErrorType, "script compilation not supported"_text);
    const PathText name(state.names.text(fileName));
    const taipan_compiled compiled =
        compilerHook(port->context, source.data, source.size, name.text, kind, optimisationLevel);
    if (compiled.mpy == nullptr) raiseCompileError(compiled, fileName);
    return loadMpy(context, static_cast<const uint8_t*>(compiled.mpy), compiled.size);
}

Value builtinEval(size_t nArgs, const Value* args) {
    return runText(nArgs, args, TAIPAN_EVAL);
}

Value builtinExec(size_t nArgs, const Value* args) {
    return runText(nArgs, args, TAIPAN_EXEC);
}

Value builtinExecfile(size_t nArgs, const Value* args) {
    const Scope scope = scopeOf(nArgs, args);
    const Name name = nameOf(args[0]);
    const Value source = readFile(state.names.text(name));
    return runIn(compileText(newContext(scope.globals), textOf(source), name, TAIPAN_EXEC), scope);
}

Value builtinCompile(size_t, const Value* args) {
    const Text source = textOf(args[0]);
    const Name fileName = nameOf(args[1]);
    const Name mode = nameOf(args[2]);
    taipan_source_kind kind = TAIPAN_EXEC;
    if (mode == "single"_name)
        kind = TAIPAN_SINGLE;
    else if (mode == "eval"_name)
        kind = TAIPAN_EVAL;
    else if (mode != "exec"_name)
        raiseValueError("bad compile mode"_text);
    const Value function = compileText(newContext(nullptr), source, fileName, kind);
    auto* code = newObject<CodeObject>(codeType);
    code->function = function;
    return pointerTo(code);
}

#else

Value compileText(ModuleContext*, Text, Name, taipan_source_kind) {
    raise(RuntimeErrorType, "script compilation not supported"_text);
}

#endif

} // namespace taipan::runtime
