-- One public key is one passkey's, so nobody can be taken for whoever holds it.
-- CreateIndex
CREATE UNIQUE INDEX "Passkey_public_key_cose_key" ON "Passkey"("public_key_cose");
