/** Generated from openapi.yaml by `npm run generate`; do not edit. */
export interface paths {
    "/v1/inscription-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Listar las solicitudes al alcance del rol, de la más reciente a la más antigua */
        get: operations["listInscriptionRequests"];
        put?: never;
        /** Recibir una solicitud de inscripción */
        post: operations["createInscriptionRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inscription-requests/dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Saber qué pasaría al enviar una solicitud, sin enviarla */
        post: operations["dryRunInscriptionRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inscription-requests/lookup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Buscar la solicitud vigente por clave de elector */
        post: operations["lookupInscriptionRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inscription-requests/{folio}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Consultar una solicitud por folio */
        get: operations["getInscriptionRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inscription-requests/{folio}/movements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Listar los movimientos de una solicitud */
        get: operations["listMovements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inscription-requests/{folio}/modality": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cambiar la modalidad o la sede */
        post: operations["changeModality"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inscription-requests/{folio}/contact-data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cambiar los datos de contacto */
        post: operations["changeContactData"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inscription-requests/{folio}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Retirar la solicitud */
        post: operations["withdrawInscriptionRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inscription-requests/{folio}/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Listar los documentos de una solicitud, por su huella */
        get: operations["listDocuments"];
        put?: never;
        /** Guardar el contenido de un documento ya presentado por su huella */
        post: operations["storeDocument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inscription-requests/{folio}/documents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Descargar el contenido de un documento */
        get: operations["getDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inscription-requests/{folio}/initial-check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Verificar la situación registral y pasar a análisis */
        post: operations["checkInscriptionRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inscription-requests/{folio}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tomar una solicitud para revisarla */
        post: operations["claimInscriptionRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inscription-requests/{folio}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Soltar una solicitud tomada */
        post: operations["releaseInscriptionRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inscription-requests/{folio}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decidir sobre una solicitud */
        post: operations["decideInscriptionRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inscription-requests/{folio}/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pedir una corrección (subsane) */
        post: operations["askCorrection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inscription-requests/{folio}/corrections/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Responder una corrección */
        post: operations["answerCorrection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/aggregates/entities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cifras por entidad */
        get: operations["getEntityFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/aggregates/countries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cifras por país de residencia */
        get: operations["getCountryFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/aggregates/country-entity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** País por entidad */
        get: operations["getCountryEntityFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/aggregates/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Estado de la revisión por entidad */
        get: operations["getReviewFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/aggregates/daily": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Registro diario */
        get: operations["getDailyFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/aggregates/difference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Qué cambió entre dos cortes, por clase de movimiento y causal */
        get: operations["getFigureDifference"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/aggregates/reasons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Solicitudes con inconsistencia por causal */
        get: operations["getReasonFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/aggregates/funnel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** De solicitud a cumple y a la lista, por entidad */
        get: operations["getFunnel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/aggregates/durations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tiempo en cada estado, con percentiles */
        get: operations["getDurations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/last-movements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Solicitudes por fecha de último movimiento, sin nombres */
        get: operations["listLastMovements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/aggregates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cifras por las dimensiones que se pidan */
        get: operations["getCrossing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/aggregates/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Las solicitudes detrás de una cifra */
        get: operations["listFigureCases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cutoffs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Listar los cortes quincenales */
        get: operations["listCutoffs"];
        put?: never;
        /** Proponer el sellado de un corte */
        post: operations["proposeCutoff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cutoffs/{date}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Consultar un corte con sus tablas, o una tabla en CSV */
        get: operations["getCutoff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cutoffs/{date}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Aprobar y sellar un corte propuesto por otra persona */
        post: operations["approveCutoff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cutoffs/{date}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Descargar un corte sellado, para verificarlo, o una de sus formas */
        get: operations["getCutoffReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cutoffs/{date}/manifest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Consultar el manifiesto firmado de un corte sellado */
        get: operations["getCutoffManifest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cutoffs/{date}/annexes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Listar los anexos de un corte sellado */
        get: operations["listCutoffAnnexes"];
        put?: never;
        /** Agregar a un corte sellado una tabla de otro sistema */
        post: operations["addCutoffAnnex"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cutoffs/{date}/annexes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Consultar un anexo de un corte sellado */
        get: operations["getCutoffAnnex"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalogues/transitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** El ciclo de vida de una solicitud */
        get: operations["listTransitions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalogues/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Un catálogo como rige en un instante */
        get: operations["listCatalogue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalogues/{name}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Las versiones de un catálogo, propuestas y aprobadas */
        get: operations["listCatalogueVersions"];
        put?: never;
        /** Proponer una versión de una entrada, con su acto jurídico */
        post: operations["proposeCatalogueVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalogues/{name}/versions/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Aprobar una versión propuesta por otra persona */
        post: operations["approveCatalogueVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Listar los asientos de la bitácora */
        get: operations["listAuditEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/head": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Consultar la última cabeza firmada */
        get: operations["getAuditHead"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/proofs/inclusion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Probar que la bitácora contiene un asiento */
        get: operations["proveInclusion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/proofs/consistency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Probar que una bitácora es el comienzo de otra */
        get: operations["proveConsistency"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inscription-requests/{folio}/consultations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Consultar quién ha tratado los datos de una solicitud, cuándo y para qué */
        get: operations["listConsultations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/pauses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Listar las lecturas en pausa por su volumen */
        get: operations["listReadingPauses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/pauses/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Liberar la lectura en pausa de otra persona, con su razón */
        post: operations["releaseReading"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/access-grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Listar los accesos extraordinarios */
        get: operations["listGrants"];
        put?: never;
        /** Pedir acceso extraordinario a un registro */
        post: operations["requestGrant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/access-grants/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Aprobar el acceso que otra persona pidió */
        post: operations["approveGrant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/access-grants/{id}/inscription-request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Consultar el registro de un acceso vigente */
        get: operations["readGranted"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/token-revocations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revocar un token, o todos los de un sujeto emitidos hasta ahora */
        post: operations["revokeTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description Solicitud individual de inscripción
         * @example {
         *       "electorKey": "EJPRFC84022914M300",
         *       "curp": "EEPF840229MJCJRC08",
         *       "cic": "123456789",
         *       "citizenIdentifier": "987654321",
         *       "givenNames": "Ficticia",
         *       "firstSurname": "Ejemplo",
         *       "secondSurname": "Prueba",
         *       "birthDate": "1984-02-29",
         *       "sex": "M",
         *       "entity": "14",
         *       "country": "US",
         *       "address": {
         *         "lines": [
         *           "100 Example Street"
         *         ],
         *         "city": "Chicago",
         *         "region": "IL",
         *         "postalCode": "60601"
         *       },
         *       "email": "ficticia@example.com",
         *       "mobile": "+13125550123",
         *       "credentialType": "CPVE",
         *       "modality": "ELECTRONIC"
         *     }
         */
        Submission: {
            /**
             * @description Clave de elector
             * @example EJPRFC84022914M300
             */
            electorKey: string;
            curp?: string;
            cic?: string;
            ocr?: string;
            citizenIdentifier?: string;
            issueNumber?: string;
            givenNames: string;
            firstSurname: string;
            secondSurname?: string;
            /**
             * Format: date
             * @example 2023-11-30
             */
            birthDate: string;
            /** @enum {string} */
            sex: "H" | "M" | "X";
            /**
             * @description Entidad de la credencial, clave del INEGI
             * @enum {string}
             */
            entity: "01" | "02" | "03" | "04" | "07" | "08" | "09" | "05" | "06" | "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23" | "24" | "25" | "26" | "27" | "28" | "29" | "30" | "31" | "32";
            section?: string;
            /**
             * @description País de residencia, ISO 3166-1 alfa-2
             * @example US
             */
            country: string;
            address: components["schemas"]["Address"];
            /** Format: email */
            email?: string;
            /** @example +13125550123 */
            mobile?: string;
            /** @enum {string} */
            credentialType: "CPVE" | "CPV";
            /** @enum {string} */
            modality: "ELECTRONIC" | "POSTAL" | "IN_PERSON";
            /**
             * @description Sede consular del voto presencial
             * @example CHICAGO
             */
            venue?: string;
            /** @default false */
            simulationOptIn: boolean;
            /** @default [] */
            documents: components["schemas"]["DocumentDigest"][];
            /**
             * @description Folio vigente que esta solicitud reemplaza
             * @example 4Z8N-7QKM-2WXT-0
             */
            supersedes?: string;
        };
        /** @description Domicilio en el extranjero */
        Address: {
            lines: string[];
            city: string;
            region?: string;
            postalCode?: string;
        };
        /** @description Documento presentado, por su huella SHA-256 */
        DocumentDigest: {
            /** @enum {string} */
            type: "CARD_FRONT" | "CARD_BACK" | "PROOF_OF_ADDRESS";
            sha256: string;
            /** @enum {string} */
            mime: "image/jpeg" | "image/png" | "application/pdf";
            size: number;
        };
        /**
         * @description Búsqueda por clave de elector; el portal envía también el folio
         * @example {
         *       "electorKey": "EJPRFC84022914M300"
         *     }
         */
        Lookup: {
            /**
             * @description Clave de elector
             * @example EJPRFC84022914M300
             */
            electorKey: string;
            /**
             * @description Folio de la solicitud
             * @example 4Z8N-7QKM-2WXT-0
             */
            folio?: string;
        };
        /**
         * @description Cambio de modalidad o de sede
         * @example {
         *       "modality": "IN_PERSON",
         *       "venue": "CHICAGO"
         *     }
         */
        ModalityChange: {
            /** @enum {string} */
            modality: "ELECTRONIC" | "POSTAL" | "IN_PERSON";
            /**
             * @description Sede consular del voto presencial
             * @example CHICAGO
             */
            venue?: string;
            /** Format: email */
            email?: string;
            /** @example +13125550123 */
            mobile?: string;
            /**
             * @description Clave de elector, cuando la solicitud no entró por el portal
             * @example EJPRFC84022914M300
             */
            electorKey?: string;
        };
        /**
         * @description Cambio de datos de contacto; lo que no se envía queda igual
         * @example {
         *       "email": "nueva@example.com"
         *     }
         */
        ContactDataChange: {
            /**
             * @description País de residencia, ISO 3166-1 alfa-2
             * @example US
             */
            country?: string;
            address?: components["schemas"]["Address"];
            /** Format: email */
            email?: string;
            /** @example +13125550123 */
            mobile?: string;
            simulationOptIn?: boolean;
            /**
             * @description Clave de elector, cuando la solicitud no entró por el portal
             * @example EJPRFC84022914M300
             */
            electorKey?: string;
        };
        /**
         * @description Retiro de la solicitud
         * @example {}
         */
        Withdrawal: {
            /**
             * @description Clave de elector, cuando la solicitud no entró por el portal
             * @example EJPRFC84022914M300
             */
            electorKey?: string;
        };
        /**
         * @description Verificación de la situación registral
         * @example {
         *       "to": "IN_ANALYSIS"
         *     }
         */
        InitialCheck: {
            /**
             * @description INITIAL_CHECK la deja en aclaración registral
             * @default IN_ANALYSIS
             * @enum {string}
             */
            to: "INITIAL_CHECK" | "IN_ANALYSIS";
        };
        /**
         * @description Decisión sobre una solicitud
         * @example {
         *       "to": "COMPLIES",
         *       "requirements": [
         *         {
         *           "code": "IDENTITY_FOUND",
         *           "result": "MET"
         *         },
         *         {
         *           "code": "CARD_VALID",
         *           "result": "MET"
         *         },
         *         {
         *           "code": "CPVE_CONFIRMED",
         *           "result": "MET"
         *         },
         *         {
         *           "code": "OF_AGE",
         *           "result": "MET"
         *         },
         *         {
         *           "code": "CARD_IMAGES",
         *           "result": "MET"
         *         },
         *         {
         *           "code": "SIGNATURE",
         *           "result": "MET"
         *         },
         *         {
         *           "code": "PROOF_OF_ADDRESS",
         *           "result": "MET"
         *         },
         *         {
         *           "code": "CONTACT",
         *           "result": "MET"
         *         },
         *         {
         *           "code": "IN_TIME",
         *           "result": "MET"
         *         }
         *       ],
         *       "reasons": []
         *     }
         */
        DecisionInput: {
            /** @enum {string} */
            to: "COMPLIES" | "INADMISSIBLE" | "IN_ANALYSIS";
            /** @default [] */
            requirements: {
                /** @enum {string} */
                code: "IDENTITY_FOUND" | "CARD_VALID" | "CPVE_CONFIRMED" | "OF_AGE" | "CARD_IMAGES" | "SIGNATURE" | "PROOF_OF_ADDRESS" | "CONTACT" | "IN_TIME";
                /** @enum {string} */
                result: "MET" | "NOT_MET" | "NOT_APPLICABLE";
            }[];
            /** @default [] */
            reasons: {
                code: string;
                /** @default true */
                tellElector: boolean;
            }[];
            note?: string;
            /**
             * Format: date-time
             * @description Sólo derfe_admin
             * @example 2023-12-01T06:00:00Z
             */
            effectiveAt?: string;
        };
        /**
         * @description Petición de corrección (subsane)
         * @example {
         *       "items": [
         *         {
         *           "code": "PROOF_EXPIRED",
         *           "kind": "OUTDATED",
         *           "text": "Envíe un comprobante de domicilio de los últimos tres meses."
         *         }
         *       ]
         *     }
         */
        CorrectionRequest: {
            items: {
                code: string;
                /** @enum {string} */
                kind: "INCORRECT" | "INCOMPLETE" | "OUTDATED";
                text: string;
            }[];
        };
        /**
         * @description Respuesta del elector a una corrección
         * @example {
         *       "documents": [
         *         {
         *           "type": "PROOF_OF_ADDRESS",
         *           "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
         *           "mime": "image/jpeg",
         *           "size": 204800
         *         }
         *       ]
         *     }
         */
        CorrectionAnswer: {
            /** @default [] */
            documents: components["schemas"]["DocumentDigest"][];
            electorKey?: string;
        };
        /**
         * @description Corte por sellar
         * @example {
         *       "date": "2023-11-29"
         *     }
         */
        CutoffProposal: {
            /**
             * Format: date
             * @example 2023-11-30
             */
            date: string;
        };
        /**
         * @description Tabla de otro sistema, para agregarla firmada a un corte sellado
         * @example {
         *       "title": "Llamadas atendidas por INETEL",
         *       "source": "INETEL",
         *       "period": {
         *         "from": "2023-11-16",
         *         "to": "2023-11-30"
         *       },
         *       "table": {
         *         "columns": [
         *           "País",
         *           "Llamadas"
         *         ],
         *         "rows": [
         *           [
         *             "EUA",
         *             1520
         *           ]
         *         ]
         *       }
         *     }
         */
        AnnexProposal: {
            title: string;
            /** @description Sistema o área de la que viene */
            source: string;
            period: {
                /**
                 * Format: date
                 * @example 2023-11-30
                 */
                from: string;
                /**
                 * Format: date
                 * @example 2023-11-30
                 */
                to: string;
            };
            table: {
                columns: string[];
                rows: (string | number | null)[][];
            };
        };
        /**
         * @description Nueva versión de una entrada, con el acto jurídico que la ordena
         * @example {
         *       "code": "15",
         *       "value": {
         *         "label": "México",
         *         "abbreviation": "MEX",
         *         "position": 15,
         *         "localVote": [
         *           "PROPORTIONAL_DEPUTY"
         *         ]
         *       },
         *       "validFrom": "2023-11-22T06:00:00Z",
         *       "act": "INE/CG621/2023"
         *     }
         */
        ProposeVersion: {
            code: string;
            value: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @example 2023-12-01T06:00:00Z
             */
            validFrom: string;
            act: string;
        };
        ReadingRelease: {
            /** @description Por qué se libera; queda en la bitácora */
            reason: string;
        };
        /** @description Solicitud de acceso extraordinario a un registro */
        GrantRequest: {
            /**
             * @description Folio de la solicitud
             * @example 4Z8N-7QKM-2WXT-0
             */
            folio: string;
            /** @description Por qué hace falta, con su fundamento */
            reason: string;
            /** @default 30 */
            minutes: number;
        };
        /**
         * @description Revocación: jti o subject, y sólo uno de los dos
         * @example {
         *       "subject": "maria",
         *       "reason": "Equipo extraviado"
         *     }
         */
        TokenRevocationInput: {
            /** @description Identificador (jti) de un token */
            jti?: string;
            /** @description Sujeto (sub): todos sus tokens emitidos hasta ahora */
            subject?: string;
            reason: string;
        };
        /** @description Solicitud de inscripción, con los campos que el rol alcanza */
        InscriptionRequest: {
            folio: string;
            process: string;
            /** @enum {string} */
            status: "RECEIVED" | "INITIAL_CHECK" | "IN_ANALYSIS" | "SUBSANE" | "COMPLIES" | "INADMISSIBLE" | "SUPERSEDED" | "WITHDRAWN";
            statusSince: string;
            receivedAt: string;
            lastMovementAt: string;
            /** @description Número del último movimiento: el ETag */
            lastMovement: number;
            /** @enum {string} */
            entity?: "01" | "02" | "03" | "04" | "07" | "08" | "09" | "05" | "06" | "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23" | "24" | "25" | "26" | "27" | "28" | "29" | "30" | "31" | "32";
            country?: string;
            /** @enum {string} */
            modality?: "ELECTRONIC" | "POSTAL" | "IN_PERSON";
            /** @enum {string} */
            medium?: "INETEL" | "SRVE" | "EX_OFFICIO";
            /** @enum {string} */
            credentialType?: "CPVE" | "CPV";
            /** @enum {string} */
            sex?: "H" | "M" | "X";
            venue?: string | null;
            simulationOptIn?: boolean;
            birthDate?: string;
            givenNames?: string;
            firstSurname?: string;
            secondSurname?: string | null;
            electorKey?: string;
            curp?: string | null;
            cic?: string | null;
            ocr?: string | null;
            citizenIdentifier?: string | null;
            issueNumber?: string | null;
            section?: string | null;
            address?: components["schemas"]["AddressOutput"];
            email?: string | null;
            mobile?: string | null;
            claimedBy?: string | null;
            claimedAt?: string | null;
            /** @description Cuándo se suprimieron los datos personales, al vencer su conservación */
            personalDataRemovedAt?: string;
            /** @description Acuse firmado (JWS) de una solicitud recién recibida: prueba que la bitácora la contiene */
            receipt?: string;
            corrections?: components["schemas"]["Correction"][];
            documents?: components["schemas"]["DocumentDigestOutput"][];
            decisions?: components["schemas"]["Decision"][];
        };
        /** @description Corrección pedida al elector (subsane) */
        Correction: {
            id: string;
            items: {
                code: string;
                /** @enum {string} */
                kind: "INCORRECT" | "INCOMPLETE" | "OUTDATED";
                text: string;
            }[];
            openedAt: string;
            dueAt: string;
            closedAt: string | null;
            answered: boolean;
        };
        /** @description Decisión con el resultado de cada requisito */
        Decision: {
            decidedAt: string;
            /** @enum {string} */
            to: "RECEIVED" | "INITIAL_CHECK" | "IN_ANALYSIS" | "SUBSANE" | "COMPLIES" | "INADMISSIBLE" | "SUPERSEDED" | "WITHDRAWN";
            requirements: {
                /** @enum {string} */
                code: "IDENTITY_FOUND" | "CARD_VALID" | "CPVE_CONFIRMED" | "OF_AGE" | "CARD_IMAGES" | "SIGNATURE" | "PROOF_OF_ADDRESS" | "CONTACT" | "IN_TIME";
                /** @enum {string} */
                result: "MET" | "NOT_MET" | "NOT_APPLICABLE";
            }[];
            reasons: {
                code: string;
                text?: string;
                tellElector: boolean;
            }[];
            note: string | null;
            decidedBy: string;
        };
        /** @description Problema, según RFC 9457 */
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            instance: string;
            code: string;
            traceId: string;
            errors?: {
                pointer: string;
                code: string;
                detail: string;
            }[];
        };
        /** @description Lo que pasaría al enviar; no se escribe nada */
        DryRun: {
            /** @enum {string} */
            outcome: "ACCEPT" | "REFUSE";
            /** @description Estado en que quedaría */
            status: "RECEIVED" | null;
            errors: {
                pointer: string;
                code: string;
                detail: string;
            }[];
            warnings: {
                pointer: string;
                code: string;
                detail: string;
            }[];
            /** @description Si ya hay una solicitud vigente */
            liveRequest: boolean;
        };
        /** @description Página de solicitudes */
        InscriptionRequestPage: {
            data: components["schemas"]["InscriptionRequest"][];
            page: components["schemas"]["Page"];
        };
        /** @description Dónde sigue la lista */
        Page: {
            nextCursor?: string;
            hasMore: boolean;
        };
        MovementList: {
            data: components["schemas"]["Movement"][];
        };
        /** @description Movimiento de una solicitud */
        Movement: {
            number: number;
            /** @enum {string} */
            kind: "SUBMISSION" | "INITIAL_CHECK" | "DECISION" | "CORRECTION_REQUEST" | "CORRECTION_ANSWER" | "MODALITY_CHANGE" | "CONTACT_CHANGE" | "SUPERSESSION" | "WITHDRAWAL";
            from: ("RECEIVED" | "INITIAL_CHECK" | "IN_ANALYSIS" | "SUBSANE" | "COMPLIES" | "INADMISSIBLE" | "SUPERSEDED" | "WITHDRAWN") | null;
            /** @enum {string} */
            to: "RECEIVED" | "INITIAL_CHECK" | "IN_ANALYSIS" | "SUBSANE" | "COMPLIES" | "INADMISSIBLE" | "SUPERSEDED" | "WITHDRAWN";
            effectiveAt: string;
            recordedAt: string;
            reasons: string[];
        };
        /** @description Documentos de una solicitud */
        DocumentList: {
            data: components["schemas"]["Document"][];
        };
        /** @description Documento de una solicitud */
        Document: {
            /** Format: uuid */
            id: string;
            /**
             * @description Folio de la solicitud
             * @example 4Z8N-7QKM-2WXT-0
             */
            folio: string;
            /** @enum {string} */
            type: "CARD_FRONT" | "CARD_BACK" | "PROOF_OF_ADDRESS";
            sha256: string;
            /** @enum {string} */
            mime: "image/jpeg" | "image/png" | "application/pdf";
            size: number;
            /**
             * Format: date-time
             * @example 2023-12-01T06:00:00Z
             */
            recordedAt: string;
            /** @description Cuándo se guardó su contenido; null si sólo se conoce su huella */
            storedAt: string | null;
            /** @description Cuántas otras solicitudes tienen un documento con la misma huella */
            alsoIn?: number;
        };
        /** @description Solicitudes por entidad */
        EntityFigures: {
            process: string;
            /** @description Instante de las cifras */
            asOf: string;
            /** @description Último día completo en la Ciudad de México */
            cutDate: string;
            /** @description Último movimiento contado */
            knownAsOf: number;
            /** @enum {string} */
            status: "PROVISIONAL" | "SEALED";
            filter: {
                [key: string]: string;
            };
            rows: components["schemas"]["EntityRow"][];
            total: components["schemas"]["Panorama"];
        };
        EntityRow: {
            entity: string;
            label: string;
            total: number;
            medium: {
                INETEL: number;
                SRVE: number;
                EX_OFFICIO: number;
            };
            credentialType: {
                CPVE: number;
                CPV: number;
            };
            modality: {
                ELECTRONIC: number;
                POSTAL: number;
                IN_PERSON: number;
            };
            sex: {
                H: number;
                M: number;
                X: number;
            };
            averageAge?: components["schemas"]["AverageAge"];
        };
        /** @description Edad promedio en años cumplidos, a dos decimales, y de cuántas personas; null de nadie y, en tablas vivas para OPL y consulta del INE, de menos de 10 personas o por estado */
        AverageAge: {
            value: number | null;
            n: number;
        };
        /** @description Columnas del panorama general del INE */
        Panorama: {
            total: number;
            medium: {
                INETEL: number;
                SRVE: number;
                EX_OFFICIO: number;
            };
            credentialType: {
                CPVE: number;
                CPV: number;
            };
            modality: {
                ELECTRONIC: number;
                POSTAL: number;
                IN_PERSON: number;
            };
            sex: {
                H: number;
                M: number;
                X: number;
            };
            averageAge?: components["schemas"]["AverageAge"];
        };
        /** @description Solicitudes por país de residencia */
        CountryFigures: {
            process: string;
            /** @description Instante de las cifras */
            asOf: string;
            /** @description Último día completo en la Ciudad de México */
            cutDate: string;
            /** @description Último movimiento contado */
            knownAsOf: number;
            /** @enum {string} */
            status: "PROVISIONAL" | "SEALED";
            filter: {
                [key: string]: string;
            };
            rows: components["schemas"]["CountryRow"][];
            total: components["schemas"]["Panorama"];
        };
        CountryRow: {
            country: string;
            label: string;
            total: number;
            medium: {
                INETEL: number;
                SRVE: number;
                EX_OFFICIO: number;
            };
            credentialType: {
                CPVE: number;
                CPV: number;
            };
            modality: {
                ELECTRONIC: number;
                POSTAL: number;
                IN_PERSON: number;
            };
            sex: {
                H: number;
                M: number;
                X: number;
            };
            averageAge?: components["schemas"]["AverageAge"];
        };
        /** @description País por entidad, con ambos márgenes */
        CountryEntityFigures: {
            process: string;
            /** @description Instante de las cifras */
            asOf: string;
            /** @description Último día completo en la Ciudad de México */
            cutDate: string;
            /** @description Último movimiento contado */
            knownAsOf: number;
            /** @enum {string} */
            status: "PROVISIONAL" | "SEALED";
            filter: {
                [key: string]: string;
            };
            columns: {
                entity: string;
                abbreviation: string;
                localVote: boolean;
            }[];
            rows: {
                country: string;
                label: string;
                total: number;
                cells: {
                    entity: string;
                    total: number;
                }[];
            }[];
            total: {
                total: number;
                cells: {
                    entity: string;
                    total: number;
                }[];
            };
        };
        /** @description Estado de la revisión por entidad */
        ReviewFigures: {
            process: string;
            /** @description Instante de las cifras */
            asOf: string;
            /** @description Último día completo en la Ciudad de México */
            cutDate: string;
            /** @description Último movimiento contado */
            knownAsOf: number;
            /** @enum {string} */
            status: "PROVISIONAL" | "SEALED";
            filter: {
                [key: string]: string;
            };
            rows: {
                entity: string;
                label: string;
                received: number;
                initialCheck: number;
                forAnalysis: number;
                inAnalysis: number;
                subsane: number;
                complies: number;
                inadmissible: number;
            }[];
            total: {
                received: number;
                initialCheck: number;
                forAnalysis: number;
                inAnalysis: number;
                subsane: number;
                complies: number;
                inadmissible: number;
            };
        };
        /** @description Registro diario de lo que se cuenta */
        DailyFigures: {
            process: string;
            /** @description Instante de las cifras */
            asOf: string;
            /** @description Último día completo en la Ciudad de México */
            cutDate: string;
            /** @description Último movimiento contado */
            knownAsOf: number;
            /** @enum {string} */
            status: "PROVISIONAL" | "SEALED";
            filter: {
                [key: string]: string;
            };
            rows: {
                date: string;
                received: number;
                cumulative: number;
                medium: {
                    INETEL: number;
                    SRVE: number;
                    EX_OFFICIO: number;
                };
                modality: {
                    ELECTRONIC: number;
                    POSTAL: number;
                    IN_PERSON: number;
                };
            }[];
            total: {
                received: number;
                medium: {
                    INETEL: number;
                    SRVE: number;
                    EX_OFFICIO: number;
                };
                modality: {
                    ELECTRONIC: number;
                    POSTAL: number;
                    IN_PERSON: number;
                };
            };
        };
        /** @description Qué cambió entre dos puntos, celda por celda, por clase de movimiento y causal */
        FigureDifference: {
            process: string;
            table: string;
            from: components["schemas"]["DifferencePoint"];
            to: components["schemas"]["DifferencePoint"];
            /** @description Si las causales no se dicen por celda: fuera de la DERFE y la auditoría, solo las del país (tabla reasons) */
            reasonsWithheld: boolean;
            rows: components["schemas"]["DifferenceRow"][];
        };
        DifferencePoint: {
            /** @description Fecha del corte; null, cifras vivas */
            date: string | null;
            instant: string;
            knownAsOf: number;
        };
        /** @description opening + Σ in − Σ out = closing */
        DifferenceRow: {
            /** @description De qué es el renglón: lo que su tabla tenga */
            key: {
                entity?: string;
                country?: string;
                date?: string;
                status?: string;
                reason?: string;
            };
            /**
             * @description Columna de la tabla, con puntos
             * @example medium.SRVE
             */
            column: string;
            opening: number;
            in: components["schemas"]["DifferenceFlow"][];
            out: components["schemas"]["DifferenceFlow"][];
            closing: number;
        };
        DifferenceFlow: {
            /** @enum {string} */
            kind: "SUBMISSION" | "INITIAL_CHECK" | "DECISION" | "CORRECTION_REQUEST" | "CORRECTION_ANSWER" | "MODALITY_CHANGE" | "CONTACT_CHANGE" | "SUPERSESSION" | "WITHDRAWAL";
            /** @description Primera causal del movimiento como se registró; null, sin causal, o reservada (reasonsWithheld) */
            reason: string | null;
            /** @description Cuántos movimientos */
            n: number;
            /** @description De ellos, con efecto antes del corte inicial y registrados después de él */
            late: number;
        };
        /** @description Solicitudes en subsane o improcedentes por causal; una puede tener varias */
        ReasonFigures: {
            process: string;
            /** @description Instante de las cifras */
            asOf: string;
            /** @description Último día completo en la Ciudad de México */
            cutDate: string;
            /** @description Último movimiento contado */
            knownAsOf: number;
            /** @enum {string} */
            status: "PROVISIONAL" | "SEALED";
            filter: {
                [key: string]: string;
            };
            rows: {
                status: string;
                reason: string;
                label: string;
                total: number;
            }[];
            total: {
                total: number;
            };
        };
        /** @description De solicitud a cumple y a la lista */
        Funnel: {
            process: string;
            asOf: string;
            cutDate: string;
            knownAsOf: number;
            /** @enum {string} */
            status: "PROVISIONAL" | "SEALED";
            filter: {
                [key: string]: string;
            };
            rows: components["schemas"]["FunnelRow"][];
            total: {
                received: number;
                complies: number;
                /** @description En la lista definitiva; null mientras no la hay */
                listed: number | null;
            };
        };
        FunnelRow: {
            entity: string;
            label: string;
            received: number;
            complies: number;
            /** @description En la lista definitiva; null mientras no la hay */
            listed: number | null;
        };
        /** @description Tiempo en cada estado de la revisión */
        Durations: {
            process: string;
            /** @description Instante hasta el que se cuentan las abiertas */
            asOf: string;
            knownAsOf: number;
            /** @enum {string} */
            status: "PROVISIONAL" | "SEALED";
            filter: {
                [key: string]: string;
            };
            from: string;
            to: string;
            rows: components["schemas"]["DurationRow"][];
            total: {
                ended: {
                    n: number;
                };
                open: {
                    n: number;
                };
            };
        };
        /** @description ended: estancias que terminaron en el periodo; open: estancias abiertas al momento */
        DurationRow: {
            /** @enum {string} */
            status: "RECEIVED" | "INITIAL_CHECK" | "IN_ANALYSIS" | "SUBSANE" | "COMPLIES" | "INADMISSIBLE";
            ended: components["schemas"]["Stays"];
            open: components["schemas"]["Stays"];
        };
        /** @description Horas en un estado: mediana, percentiles 90 y 95, máximo; para OPL y consulta del INE, null con menos de 10 estancias */
        Stays: {
            n: number;
            median: number | null;
            p90: number | null;
            p95: number | null;
            max: number | null;
        };
        /** @description Solicitudes por fecha de último movimiento */
        LastMovementPage: {
            data: components["schemas"]["LastMovement"][];
            page: components["schemas"]["Page"];
        };
        LastMovement: {
            /**
             * @description Folio de la solicitud
             * @example 4Z8N-7QKM-2WXT-0
             */
            folio: string;
            entity: string;
            country: string;
            /** @enum {string} */
            status: "RECEIVED" | "INITIAL_CHECK" | "IN_ANALYSIS" | "SUBSANE" | "COMPLIES" | "INADMISSIBLE";
            lastMovement: number;
            /** @description Fecha de último movimiento */
            lastMovementAt: string;
        };
        /** @description Solicitudes por las dimensiones pedidas; sin ceros */
        Crossing: {
            process: string;
            asOf: string;
            knownAsOf: number;
            /** @enum {string} */
            status: "PROVISIONAL" | "SEALED";
            filter: {
                [key: string]: string;
            };
            /** @description Menos personas que éstas no se dicen; falta donde nada se reserva */
            smallestGroup?: number;
            rows: components["schemas"]["CrossingRow"][];
            total: {
                total: number;
            };
        };
        CrossingRow: {
            key: components["schemas"]["CrossingKey"];
            /** @description Nulo: cifra reservada */
            total: number | null;
        };
        /** @description Las dimensiones pedidas, y no otras */
        CrossingKey: {
            entity?: string;
            country?: string;
            status?: string;
            medium?: string;
            modality?: string;
            credentialType?: string;
            sex?: string;
            ageGroup?: string;
            receivedOn?: string;
        };
        /** @description Las solicitudes detrás de una cifra */
        FigureCasePage: {
            data: components["schemas"]["FigureCase"][];
            page: components["schemas"]["Page"];
        };
        FigureCase: {
            folio?: string;
            /** @description En lugar del folio, para auditoría */
            pseudonym?: string;
        };
        CutoffList: {
            data: components["schemas"]["CutoffSummary"][];
        };
        /** @description Corte quincenal, sin sus tablas */
        CutoffSummary: {
            process: string;
            date: string;
            /** @description Fin del día en la Ciudad de México */
            instant: string;
            /** @enum {string} */
            status: "PENDING" | "PROPOSED" | "SEALED" | "REFUSED";
            /** @description Último movimiento contado */
            knownAsOf?: number;
            /** @description SHA-256 del JSON canónico (RFC 8785) de date, instant, knownAsOf, process y tables */
            digest?: string;
            /** @description La identidad contable que no se cumplió */
            refusal?: string;
            proposedBy?: string;
            approvedBy?: string;
            /** @description SHA-256 del manifiesto, por el que el corte siguiente lo nombra */
            manifestDigest?: string;
            previous?: components["schemas"]["CutoffLink"];
            /** @description Clave que firmó el manifiesto (kid del JWKS) */
            key?: string;
        };
        /** @description Otro corte, con la huella de su manifiesto */
        CutoffLink: {
            date: string;
            digest: string;
        };
        /** @description Corte quincenal; sellado, con sus tablas */
        CutoffRead: {
            process: string;
            date: string;
            /** @description Fin del día en la Ciudad de México */
            instant: string;
            /** @enum {string} */
            status: "PENDING" | "PROPOSED" | "SEALED" | "REFUSED";
            /** @description Último movimiento contado */
            knownAsOf?: number;
            /** @description SHA-256 del JSON canónico (RFC 8785) de date, instant, knownAsOf, process y tables */
            digest?: string;
            /** @description La identidad contable que no se cumplió */
            refusal?: string;
            proposedBy?: string;
            approvedBy?: string;
            /** @description SHA-256 del manifiesto, por el que el corte siguiente lo nombra */
            manifestDigest?: string;
            previous?: components["schemas"]["CutoffLink"];
            /** @description Clave que firmó el manifiesto (kid del JWKS) */
            key?: string;
            tables?: components["schemas"]["CutoffTablesRead"];
        };
        /** @description Tablas de un corte; con table, sólo la que se pidió */
        CutoffTablesRead: {
            entities?: components["schemas"]["EntityFigures"];
            entitiesComplying?: components["schemas"]["EntityFigures"];
            countries?: components["schemas"]["CountryFigures"];
            countriesComplying?: components["schemas"]["CountryFigures"];
            countryEntity?: components["schemas"]["CountryEntityFigures"];
            review?: components["schemas"]["ReviewFigures"];
            reviewByCountry?: components["schemas"]["ReviewByCountryFigures"];
            daily?: components["schemas"]["DailyFigures"];
            reasons?: components["schemas"]["ReasonFigures"];
        };
        ReviewByCountryFigures: {
            process: string;
            /** @description Instante de las cifras */
            asOf: string;
            /** @description Último día completo en la Ciudad de México */
            cutDate: string;
            /** @description Último movimiento contado */
            knownAsOf: number;
            /** @enum {string} */
            status: "PROVISIONAL" | "SEALED";
            filter: {
                [key: string]: string;
            };
            rows: {
                country: string;
                label: string;
                received: number;
                initialCheck: number;
                forAnalysis: number;
                inAnalysis: number;
                subsane: number;
                complies: number;
                inadmissible: number;
            }[];
            total: {
                received: number;
                initialCheck: number;
                forAnalysis: number;
                inAnalysis: number;
                subsane: number;
                complies: number;
                inadmissible: number;
            };
        };
        /** @description Corte quincenal; sellado, con sus tablas */
        Cutoff: {
            process: string;
            date: string;
            /** @description Fin del día en la Ciudad de México */
            instant: string;
            /** @enum {string} */
            status: "PENDING" | "PROPOSED" | "SEALED" | "REFUSED";
            /** @description Último movimiento contado */
            knownAsOf?: number;
            /** @description SHA-256 del JSON canónico (RFC 8785) de date, instant, knownAsOf, process y tables */
            digest?: string;
            /** @description La identidad contable que no se cumplió */
            refusal?: string;
            proposedBy?: string;
            approvedBy?: string;
            /** @description SHA-256 del manifiesto, por el que el corte siguiente lo nombra */
            manifestDigest?: string;
            previous?: components["schemas"]["CutoffLink"];
            /** @description Clave que firmó el manifiesto (kid del JWKS) */
            key?: string;
            tables?: components["schemas"]["CutoffTables"];
        };
        /** @description Tablas de un corte */
        CutoffTables: {
            entities: components["schemas"]["EntityFigures"];
            entitiesComplying: components["schemas"]["EntityFigures"];
            countries: components["schemas"]["CountryFigures"];
            countriesComplying: components["schemas"]["CountryFigures"];
            countryEntity: components["schemas"]["CountryEntityFigures"];
            review: components["schemas"]["ReviewFigures"];
            reviewByCountry: components["schemas"]["ReviewByCountryFigures"];
            daily: components["schemas"]["DailyFigures"];
            reasons: components["schemas"]["ReasonFigures"];
        };
        /** @description Un corte sellado, para verificarlo sin el servicio */
        SealedFile: {
            /** @description JSON canónico (RFC 8785) del manifiesto */
            manifest: string;
            /** @description JWS separado sobre manifest */
            signature: string;
            /** @description JSON canónico del contenido */
            content: string;
            /** @description JSON canónico de la diferencia del corte anterior; null sin ella */
            difference: string | null;
        };
        /** @description Manifiesto firmado de un corte sellado */
        CutoffManifest: {
            manifest: components["schemas"]["Manifest"];
            /** @description JWS separado (RFC 7515, apéndice F) sobre el JSON canónico del manifiesto */
            signature: string;
        };
        Manifest: {
            /** @constant */
            version: 1;
            process: string;
            date: string;
            instant: string;
            knownAsOf: number;
            sealedAt: string;
            /** @description SHA-256 del contenido */
            digest: string;
            /** @description El corte sellado justo antes */
            previous: components["schemas"]["CutoffLink"] | null;
            /** @description Última cabeza firmada de la bitácora al sellar (JWS compacto) */
            auditHead: string | null;
            forms: components["schemas"]["CutoffForm"][];
            /** @description Clave que firma (kid del JWKS) */
            key: string;
        };
        /** @description Archivo del corte, hecho una sola vez */
        CutoffForm: {
            name: string;
            mediaType: string;
            /** @description Tamaño en bytes */
            bytes: number;
            sha256: string;
        };
        CutoffAnnexList: {
            data: components["schemas"]["CutoffAnnex"][];
        };
        /** @description Anexo firmado de un corte sellado */
        CutoffAnnex: {
            id: string;
            /** @description SHA-256 del JSON canónico del anexo */
            digest: string;
            annex: components["schemas"]["Annex"];
            /** @description JWS separado (RFC 7515, apéndice F) sobre el JSON canónico del anexo */
            signature: string;
        };
        Annex: {
            /** @constant */
            version: 1;
            process: string;
            date: string;
            /** @description Huella del manifiesto del corte */
            cutoff: string;
            /** @description Huella del anexo anterior del corte */
            previous: string | null;
            title: string;
            source: string;
            period: {
                from: string;
                to: string;
            };
            table: {
                columns: string[];
                rows: (string | number | null)[][];
            };
            addedAt: string;
            /** @description Clave que firma (kid del JWKS) */
            key: string;
        };
        /** @description Movimiento que un estado admite, y a dónde lleva */
        Transition: {
            from: ("RECEIVED" | "INITIAL_CHECK" | "IN_ANALYSIS" | "SUBSANE" | "COMPLIES" | "INADMISSIBLE" | "SUPERSEDED" | "WITHDRAWN") | null;
            /** @enum {string} */
            kind: "SUBMISSION" | "INITIAL_CHECK" | "DECISION" | "CORRECTION_REQUEST" | "CORRECTION_ANSWER" | "MODALITY_CHANGE" | "CONTACT_CHANGE" | "SUPERSESSION" | "WITHDRAWAL";
            /** @enum {string} */
            to: "RECEIVED" | "INITIAL_CHECK" | "IN_ANALYSIS" | "SUBSANE" | "COMPLIES" | "INADMISSIBLE" | "SUPERSEDED" | "WITHDRAWN";
        };
        /** @description Entrada de un catálogo, como rige en un instante */
        CatalogueEntry: {
            code: string;
            value: {
                [key: string]: unknown;
            };
            validFrom: string;
            act: string;
        };
        /** @description Versión de una entrada de catálogo */
        CatalogueVersion: {
            code: string;
            value: {
                [key: string]: unknown;
            };
            validFrom: string;
            act: string;
            id: string;
            catalogue: string;
            /** @enum {string} */
            status: "PROPOSED" | "APPROVED";
            proposedBy: string;
            proposedAt: string;
            approvedBy?: string;
            approvedAt?: string;
        };
        AuditEntryPage: {
            data: components["schemas"]["AuditEntry"][];
            page: {
                nextBefore?: number;
                hasMore: boolean;
            };
        };
        AuditEntry: {
            /** @description Lugar en la bitácora, desde 0 */
            index: number;
            id: string;
            at: string;
            role: string;
            actor: string;
            action: string;
            /** @description OK, REPLAYED o el código del rechazo */
            outcome: string;
            /** @description Seudónimos de las solicitudes */
            records: string[];
            purpose: string | null;
            /** @description Texto RFC 8785 del que la hoja es resumen */
            content: string;
            /** @description SHA-256(0x00 ‖ content) */
            leaf: string;
        };
        AuditHead: {
            /** @description Instante de la firma (reloj real) */
            at: string;
            /** @description Asientos que cubre */
            size: number;
            /** @description Raíz del árbol (RFC 6962), en hexadecimal */
            root: string;
            /** @description JWS compacto de at, size y root */
            signature: string;
        };
        InclusionProof: {
            index: number;
            size: number;
            root: string;
            path: string[];
        };
        ConsistencyProof: {
            from: number;
            to: number;
            fromRoot: string;
            toRoot: string;
            path: string[];
        };
        Consultations: {
            data: {
                at: string;
                /** @enum {string} */
                role: "srve" | "inetel_agent" | "derfe_reviewer" | "derfe_admin" | "derfe_analyst" | "utsi" | "deoe" | "ine_viewer" | "opl" | "party" | "party_reviewer" | "auditor" | "service";
                /** @description Entidad del OPL */
                entity: string | null;
                actor: string;
                action: string;
                purpose: string | null;
            }[];
            page: components["schemas"]["Page"];
        };
        ReadingPauseList: {
            data: components["schemas"]["ReadingPause"][];
        };
        /** @description Lectura en pausa por su volumen */
        ReadingPause: {
            /**
             * Format: uuid
             * @description Asiento de la alarma
             */
            id: string;
            role: string;
            subject: string;
            /** @description Instante de la alarma (reloj real) */
            since: string;
        };
        Grant: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            status: "REQUESTED" | "IN_FORCE" | "ENDED";
            role: string;
            subject: string;
            folio: string;
            reason: string;
            minutes: number;
            requestedAt: string;
            approvedBy?: string;
            endsAt?: string;
        };
        GrantList: {
            data: components["schemas"]["Grant"][];
        };
        /** @description Revocación de uno o varios tokens */
        TokenRevocation: {
            /** Format: uuid */
            id: string;
            jti?: string;
            subject?: string;
            /** @description Se rechazan los tokens del sujeto emitidos antes de este instante */
            issuedBefore?: string;
            reason: string;
            revokedBy: string;
            revokedAt: string;
            /** @description Hasta cuándo se recuerda: después ya vencieron por sí */
            until: string;
        };
        /** @description Domicilio en el extranjero */
        AddressOutput: {
            lines: string[];
            city: string;
            region?: string;
            postalCode?: string;
        };
        /** @description Documento presentado, por su huella SHA-256 */
        DocumentDigestOutput: {
            /** @enum {string} */
            type: "CARD_FRONT" | "CARD_BACK" | "PROOF_OF_ADDRESS";
            sha256: string;
            /** @enum {string} */
            mime: "image/jpeg" | "image/png" | "application/pdf";
            size: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listInscriptionRequests: {
        parameters: {
            query?: {
                process?: string;
                entity?: "01" | "02" | "03" | "04" | "07" | "08" | "09" | "05" | "06" | "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23" | "24" | "25" | "26" | "27" | "28" | "29" | "30" | "31" | "32";
                country?: string;
                status?: "RECEIVED" | "INITIAL_CHECK" | "IN_ANALYSIS" | "SUBSANE" | "COMPLIES" | "INADMISSIBLE" | "SUPERSEDED" | "WITHDRAWN";
                modality?: "ELECTRONIC" | "POSTAL" | "IN_PERSON";
                medium?: "INETEL" | "SRVE" | "EX_OFFICIO";
                credentialType?: "CPVE" | "CPV";
                sex?: "H" | "M" | "X";
                receivedFrom?: string;
                receivedTo?: string;
                updatedSince?: string;
                limit?: number;
                cursor?: string;
            };
            header?: {
                /** @description Finalidad de la consulta, en UTF-8 codificado en porcentaje */
                purpose?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Una página de solicitudes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InscriptionRequestPage"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createInscriptionRequest: {
        parameters: {
            query?: never;
            header: {
                /** @description Clave de idempotencia */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description Solicitud individual de inscripción */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Submission"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InscriptionRequest"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cuerpo demasiado grande */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tipo de contenido no admitido */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Clave de idempotencia usada con otra petición */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dryRunInscriptionRequest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Solicitud individual de inscripción */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Submission"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRun"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cuerpo demasiado grande */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tipo de contenido no admitido */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    lookupInscriptionRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description Finalidad de la consulta, en UTF-8 codificado en porcentaje */
                purpose?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description Búsqueda por clave de elector; el portal envía también el folio */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Lookup"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InscriptionRequest"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cuerpo demasiado grande */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tipo de contenido no admitido */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getInscriptionRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description Finalidad de la consulta, en UTF-8 codificado en porcentaje */
                purpose?: string;
            };
            path: {
                /** @description Folio de la solicitud */
                folio: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description La solicitud, con los campos que el rol alcanza */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InscriptionRequest"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMovements: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Folio de la solicitud */
                folio: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovementList"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeModality: {
        parameters: {
            query?: never;
            header?: {
                /** @description Finalidad de la consulta, en UTF-8 codificado en porcentaje */
                purpose?: string;
                "idempotency-key"?: string;
                /** @description ETag de la solicitud que se leyó */
                "if-match"?: string;
            };
            path: {
                /** @description Folio de la solicitud */
                folio: string;
            };
            cookie?: never;
        };
        /** @description Cambio de modalidad o de sede */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModalityChange"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InscriptionRequest"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description La solicitud cambió */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cuerpo demasiado grande */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tipo de contenido no admitido */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Clave de idempotencia usada con otra petición */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Falta If-Match */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeContactData: {
        parameters: {
            query?: never;
            header?: {
                /** @description Finalidad de la consulta, en UTF-8 codificado en porcentaje */
                purpose?: string;
                "idempotency-key"?: string;
                /** @description ETag de la solicitud que se leyó */
                "if-match"?: string;
            };
            path: {
                /** @description Folio de la solicitud */
                folio: string;
            };
            cookie?: never;
        };
        /** @description Cambio de datos de contacto; lo que no se envía queda igual */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactDataChange"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InscriptionRequest"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description La solicitud cambió */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cuerpo demasiado grande */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tipo de contenido no admitido */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Clave de idempotencia usada con otra petición */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Falta If-Match */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawInscriptionRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description Finalidad de la consulta, en UTF-8 codificado en porcentaje */
                purpose?: string;
                "idempotency-key"?: string;
                /** @description ETag de la solicitud que se leyó */
                "if-match"?: string;
            };
            path: {
                /** @description Folio de la solicitud */
                folio: string;
            };
            cookie?: never;
        };
        /** @description Retiro de la solicitud */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Withdrawal"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InscriptionRequest"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description La solicitud cambió */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cuerpo demasiado grande */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tipo de contenido no admitido */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Clave de idempotencia usada con otra petición */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Falta If-Match */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDocuments: {
        parameters: {
            query?: never;
            header?: {
                /** @description Finalidad de la consulta, en UTF-8 codificado en porcentaje */
                purpose?: string;
            };
            path: {
                /** @description Folio de la solicitud */
                folio: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentList"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    storeDocument: {
        parameters: {
            query?: never;
            header: {
                /** @description Clave de idempotencia */
                "idempotency-key": string;
            };
            path: {
                /** @description Folio de la solicitud */
                folio: string;
            };
            cookie?: never;
        };
        /** @description El contenido del documento, tal cual */
        requestBody: {
            content: {
                "image/jpeg": string;
                "image/png": string;
                "application/pdf": string;
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cuerpo demasiado grande */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tipo de contenido no admitido */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Clave de idempotencia usada con otra petición */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDocument: {
        parameters: {
            query?: never;
            header?: {
                /** @description Finalidad de la consulta, en UTF-8 codificado en porcentaje */
                purpose?: string;
            };
            path: {
                /** @description Folio de la solicitud */
                folio: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description El contenido, tal como se presentó */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                    "image/png": string;
                    "application/pdf": string;
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkInscriptionRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description Finalidad de la consulta, en UTF-8 codificado en porcentaje */
                purpose?: string;
                "idempotency-key"?: string;
                /** @description ETag de la solicitud que se leyó */
                "if-match"?: string;
            };
            path: {
                /** @description Folio de la solicitud */
                folio: string;
            };
            cookie?: never;
        };
        /** @description Verificación de la situación registral */
        requestBody: {
            content: {
                "application/json": components["schemas"]["InitialCheck"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InscriptionRequest"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description La solicitud cambió */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cuerpo demasiado grande */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tipo de contenido no admitido */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Clave de idempotencia usada con otra petición */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Falta If-Match */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    claimInscriptionRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description Finalidad de la consulta, en UTF-8 codificado en porcentaje */
                purpose?: string;
                "idempotency-key"?: string;
            };
            path: {
                /** @description Folio de la solicitud */
                folio: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InscriptionRequest"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cuerpo demasiado grande */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tipo de contenido no admitido */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Clave de idempotencia usada con otra petición */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    releaseInscriptionRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description Finalidad de la consulta, en UTF-8 codificado en porcentaje */
                purpose?: string;
                "idempotency-key"?: string;
            };
            path: {
                /** @description Folio de la solicitud */
                folio: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InscriptionRequest"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cuerpo demasiado grande */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tipo de contenido no admitido */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Clave de idempotencia usada con otra petición */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decideInscriptionRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description Finalidad de la consulta, en UTF-8 codificado en porcentaje */
                purpose?: string;
                "idempotency-key"?: string;
                /** @description ETag de la solicitud que se leyó */
                "if-match"?: string;
            };
            path: {
                /** @description Folio de la solicitud */
                folio: string;
            };
            cookie?: never;
        };
        /** @description Decisión sobre una solicitud */
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionInput"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InscriptionRequest"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description La solicitud cambió */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cuerpo demasiado grande */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tipo de contenido no admitido */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Clave de idempotencia usada con otra petición */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Falta If-Match */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    askCorrection: {
        parameters: {
            query?: never;
            header: {
                /** @description Finalidad de la consulta, en UTF-8 codificado en porcentaje */
                purpose?: string;
                /** @description Clave de idempotencia */
                "idempotency-key": string;
                /** @description ETag de la solicitud que se leyó */
                "if-match"?: string;
            };
            path: {
                /** @description Folio de la solicitud */
                folio: string;
            };
            cookie?: never;
        };
        /** @description Petición de corrección (subsane) */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CorrectionRequest"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InscriptionRequest"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description La solicitud cambió */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cuerpo demasiado grande */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tipo de contenido no admitido */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Clave de idempotencia usada con otra petición */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Falta If-Match */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerCorrection: {
        parameters: {
            query?: never;
            header?: {
                /** @description Finalidad de la consulta, en UTF-8 codificado en porcentaje */
                purpose?: string;
                "idempotency-key"?: string;
                /** @description ETag de la solicitud que se leyó */
                "if-match"?: string;
            };
            path: {
                /** @description Folio de la solicitud */
                folio: string;
                id: string;
            };
            cookie?: never;
        };
        /** @description Respuesta del elector a una corrección */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CorrectionAnswer"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InscriptionRequest"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description La solicitud cambió */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cuerpo demasiado grande */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tipo de contenido no admitido */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Clave de idempotencia usada con otra petición */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Falta If-Match */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEntityFigures: {
        parameters: {
            query?: {
                process?: string;
                entity?: "01" | "02" | "03" | "04" | "07" | "08" | "09" | "05" | "06" | "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23" | "24" | "25" | "26" | "27" | "28" | "29" | "30" | "31" | "32";
                country?: string;
                status?: "RECEIVED" | "INITIAL_CHECK" | "IN_ANALYSIS" | "SUBSANE" | "COMPLIES" | "INADMISSIBLE";
                validAsOf?: string;
                knownAsOf?: number | string;
                format?: "json" | "csv" | "xlsx" | "pdf";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Cifras por entidad */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntityFigures"];
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/pdf": string;
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin una forma aceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCountryFigures: {
        parameters: {
            query?: {
                process?: string;
                entity?: "01" | "02" | "03" | "04" | "07" | "08" | "09" | "05" | "06" | "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23" | "24" | "25" | "26" | "27" | "28" | "29" | "30" | "31" | "32";
                country?: string;
                status?: "RECEIVED" | "INITIAL_CHECK" | "IN_ANALYSIS" | "SUBSANE" | "COMPLIES" | "INADMISSIBLE";
                validAsOf?: string;
                knownAsOf?: number | string;
                format?: "json" | "csv" | "xlsx" | "pdf";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Cifras por país de residencia */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountryFigures"];
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/pdf": string;
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin una forma aceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCountryEntityFigures: {
        parameters: {
            query?: {
                process?: string;
                entity?: "01" | "02" | "03" | "04" | "07" | "08" | "09" | "05" | "06" | "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23" | "24" | "25" | "26" | "27" | "28" | "29" | "30" | "31" | "32";
                country?: string;
                status?: "RECEIVED" | "INITIAL_CHECK" | "IN_ANALYSIS" | "SUBSANE" | "COMPLIES" | "INADMISSIBLE";
                validAsOf?: string;
                knownAsOf?: number | string;
                format?: "json" | "csv" | "xlsx" | "pdf";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description País por entidad */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountryEntityFigures"];
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/pdf": string;
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin una forma aceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReviewFigures: {
        parameters: {
            query?: {
                process?: string;
                entity?: "01" | "02" | "03" | "04" | "07" | "08" | "09" | "05" | "06" | "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23" | "24" | "25" | "26" | "27" | "28" | "29" | "30" | "31" | "32";
                country?: string;
                status?: "RECEIVED" | "INITIAL_CHECK" | "IN_ANALYSIS" | "SUBSANE" | "COMPLIES" | "INADMISSIBLE";
                validAsOf?: string;
                knownAsOf?: number | string;
                format?: "json" | "csv" | "xlsx" | "pdf";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Estado de la revisión por entidad */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewFigures"];
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/pdf": string;
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin una forma aceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDailyFigures: {
        parameters: {
            query?: {
                process?: string;
                entity?: "01" | "02" | "03" | "04" | "07" | "08" | "09" | "05" | "06" | "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23" | "24" | "25" | "26" | "27" | "28" | "29" | "30" | "31" | "32";
                country?: string;
                status?: "RECEIVED" | "INITIAL_CHECK" | "IN_ANALYSIS" | "SUBSANE" | "COMPLIES" | "INADMISSIBLE";
                validAsOf?: string;
                knownAsOf?: number | string;
                format?: "json" | "csv" | "xlsx" | "pdf";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Registro diario */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DailyFigures"];
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/pdf": string;
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin una forma aceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFigureDifference: {
        parameters: {
            query: {
                process?: string;
                /** @description Tabla que se compara */
                table: "entities" | "entitiesComplying" | "countries" | "countriesComplying" | "countryEntity" | "review" | "reviewByCountry" | "daily" | "reasons";
                /** @description Fecha de un corte sellado */
                from: string;
                /** @description Fecha de un corte sellado, o `now` */
                to: string | "now";
                format?: "json" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description opening + Σ in − Σ out = closing, celda por celda */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FigureDifference"];
                    "text/csv": string;
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin una forma aceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReasonFigures: {
        parameters: {
            query?: {
                process?: string;
                entity?: "01" | "02" | "03" | "04" | "07" | "08" | "09" | "05" | "06" | "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23" | "24" | "25" | "26" | "27" | "28" | "29" | "30" | "31" | "32";
                validAsOf?: string;
                knownAsOf?: number | string;
                format?: "json" | "csv" | "xlsx" | "pdf";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Solicitudes con inconsistencia por causal */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReasonFigures"];
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/pdf": string;
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin una forma aceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFunnel: {
        parameters: {
            query?: {
                process?: string;
                entity?: "01" | "02" | "03" | "04" | "07" | "08" | "09" | "05" | "06" | "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23" | "24" | "25" | "26" | "27" | "28" | "29" | "30" | "31" | "32";
                country?: string;
                validAsOf?: string;
                knownAsOf?: number | string;
                format?: "json" | "csv" | "xlsx" | "pdf";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description De solicitud a la lista */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Funnel"];
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/pdf": string;
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin una forma aceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDurations: {
        parameters: {
            query?: {
                process?: string;
                entity?: "01" | "02" | "03" | "04" | "07" | "08" | "09" | "05" | "06" | "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23" | "24" | "25" | "26" | "27" | "28" | "29" | "30" | "31" | "32";
                validAsOf?: string;
                knownAsOf?: number | string;
                format?: "json" | "csv" | "xlsx" | "pdf";
                from?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tiempo en cada estado */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Durations"];
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/pdf": string;
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin una forma aceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLastMovements: {
        parameters: {
            query?: {
                process?: string;
                entity?: "01" | "02" | "03" | "04" | "07" | "08" | "09" | "05" | "06" | "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23" | "24" | "25" | "26" | "27" | "28" | "29" | "30" | "31" | "32";
                status?: "RECEIVED" | "INITIAL_CHECK" | "IN_ANALYSIS" | "SUBSANE" | "COMPLIES" | "INADMISSIBLE";
                limit?: number;
                cursor?: string;
                format?: "json" | "csv" | "xlsx" | "pdf";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Una página de solicitudes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LastMovementPage"];
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/pdf": string;
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin una forma aceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCrossing: {
        parameters: {
            query: {
                process?: string;
                entity?: "01" | "02" | "03" | "04" | "07" | "08" | "09" | "05" | "06" | "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23" | "24" | "25" | "26" | "27" | "28" | "29" | "30" | "31" | "32";
                country?: string;
                status?: "RECEIVED" | "INITIAL_CHECK" | "IN_ANALYSIS" | "SUBSANE" | "COMPLIES" | "INADMISSIBLE";
                validAsOf?: string;
                knownAsOf?: number | string;
                format?: "json" | "csv";
                /** @description Dimensiones separadas por comas: entity, country, status, medium, modality, credentialType, sex, ageGroup, receivedOn */
                groupBy: string;
                /** @description Fecha de un corte sellado, en lugar de validAsOf y knownAsOf */
                cutoff?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Solicitudes por las dimensiones pedidas */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Crossing"];
                    "text/csv": string;
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin una forma aceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFigureCases: {
        parameters: {
            query?: {
                process?: string;
                entity?: "01" | "02" | "03" | "04" | "07" | "08" | "09" | "05" | "06" | "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23" | "24" | "25" | "26" | "27" | "28" | "29" | "30" | "31" | "32";
                country?: string;
                status?: "RECEIVED" | "INITIAL_CHECK" | "IN_ANALYSIS" | "SUBSANE" | "COMPLIES" | "INADMISSIBLE";
                validAsOf?: string;
                knownAsOf?: number | string;
                /** @description Columna de la cifra, con el nombre que lleva en CSV */
                column?: "total" | "received" | "medium.INETEL" | "medium.SRVE" | "medium.EX_OFFICIO" | "credentialType.CPVE" | "credentialType.CPV" | "modality.ELECTRONIC" | "modality.POSTAL" | "modality.IN_PERSON" | "sex.H" | "sex.M" | "sex.X" | "initialCheck" | "forAnalysis" | "inAnalysis" | "subsane" | "complies" | "inadmissible";
                medium?: "INETEL" | "SRVE" | "EX_OFFICIO";
                credentialType?: "CPVE" | "CPV";
                modality?: "ELECTRONIC" | "POSTAL" | "IN_PERSON";
                sex?: "H" | "M" | "X";
                /** @description Grupo de edad al último día completo de la cifra */
                ageGroup?: "0-17" | "18-23" | "24-29" | "30-35" | "36-41" | "42-47" | "48-53" | "54+";
                /** @description Día en que se recibieron, en la Ciudad de México: un renglón del diario */
                receivedOn?: string;
                /** @description Último día en que se recibieron: el acumulado del diario */
                receivedTo?: string;
                /** @description Causal de subsane o improcedencia en que están */
                reason?: string;
                /** @description Fecha de un corte sellado, en lugar de validAsOf y knownAsOf */
                cutoff?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FigureCasePage"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCutoffs: {
        parameters: {
            query?: {
                process?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CutoffList"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    proposeCutoff: {
        parameters: {
            query?: never;
            header: {
                /** @description Clave de idempotencia */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description Corte por sellar */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CutoffProposal"];
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cutoff"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cuerpo demasiado grande */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tipo de contenido no admitido */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Clave de idempotencia usada con otra petición */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCutoff: {
        parameters: {
            query?: {
                process?: string;
                table?: "entities" | "entitiesComplying" | "countries" | "countriesComplying" | "countryEntity" | "review" | "reviewByCountry" | "daily" | "reasons";
                format?: "json" | "csv";
            };
            header?: never;
            path: {
                date: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description El corte */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CutoffRead"];
                    "text/csv": string;
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin una forma aceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approveCutoff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                date: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cutoff"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cuerpo demasiado grande */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tipo de contenido no admitido */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCutoffReport: {
        parameters: {
            query?: {
                process?: string;
                format?: "json" | "csv" | "xlsx" | "pdf";
                /** @description Tabla del CSV; entities si falta. Las demás formas las tienen todas */
                table?: "entities" | "entitiesComplying" | "countries" | "countriesComplying" | "countryEntity" | "review" | "reviewByCountry" | "daily" | "reasons" | "difference";
            };
            header?: never;
            path: {
                date: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description El archivo, con los mismos bytes para todos */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SealedFile"];
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/pdf": string;
                };
            };
            /** @description Los bytes son los del ETag */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin una forma aceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCutoffManifest: {
        parameters: {
            query?: {
                process?: string;
            };
            header?: never;
            path: {
                date: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CutoffManifest"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCutoffAnnexes: {
        parameters: {
            query?: {
                process?: string;
            };
            header?: never;
            path: {
                date: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CutoffAnnexList"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addCutoffAnnex: {
        parameters: {
            query?: never;
            header: {
                /** @description Clave de idempotencia */
                "idempotency-key": string;
            };
            path: {
                date: string;
            };
            cookie?: never;
        };
        /** @description Tabla de otro sistema, para agregarla firmada a un corte sellado */
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnnexProposal"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CutoffAnnex"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cuerpo demasiado grande */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tipo de contenido no admitido */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Clave de idempotencia usada con otra petición */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCutoffAnnex: {
        parameters: {
            query?: {
                process?: string;
            };
            header?: never;
            path: {
                date: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CutoffAnnex"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTransitions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Transition"][];
                    };
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCatalogue: {
        parameters: {
            query?: {
                asOf?: string;
            };
            header?: never;
            path: {
                name: "entities" | "countries" | "venues" | "grounds" | "requirements" | "processes";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["CatalogueEntry"][];
                    };
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCatalogueVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: "entities" | "countries" | "venues" | "grounds" | "requirements" | "processes";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["CatalogueVersion"][];
                    };
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    proposeCatalogueVersion: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                name: "entities" | "countries" | "venues" | "grounds" | "requirements" | "processes";
            };
            cookie?: never;
        };
        /** @description Nueva versión de una entrada, con el acto jurídico que la ordena */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProposeVersion"];
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogueVersion"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cuerpo demasiado grande */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tipo de contenido no admitido */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Clave de idempotencia usada con otra petición */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approveCatalogueVersion: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                name: "entities" | "countries" | "venues" | "grounds" | "requirements" | "processes";
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogueVersion"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cuerpo demasiado grande */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tipo de contenido no admitido */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Clave de idempotencia usada con otra petición */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAuditEntries: {
        parameters: {
            query?: {
                record?: string;
                /** @description Asientos antes de este lugar */
                before?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryPage"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAuditHead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditHead"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    proveInclusion: {
        parameters: {
            query?: {
                leaf?: string;
                entry?: string;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InclusionProof"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    proveConsistency: {
        parameters: {
            query: {
                from: number;
                to?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsistencyProof"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConsultations: {
        parameters: {
            query?: {
                /** @description Lo anterior a un instante: el `at` de la última línea de la página anterior */
                before?: string;
            };
            header?: never;
            path: {
                /** @description Folio de la solicitud */
                folio: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consultations"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReadingPauses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadingPauseList"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    releaseReading: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadingRelease"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadingPause"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cuerpo demasiado grande */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tipo de contenido no admitido */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Clave de idempotencia usada con otra petición */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listGrants: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrantList"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestGrant: {
        parameters: {
            query?: never;
            header: {
                /** @description Clave de idempotencia */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description Solicitud de acceso extraordinario a un registro */
        requestBody: {
            content: {
                "application/json": components["schemas"]["GrantRequest"];
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grant"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cuerpo demasiado grande */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tipo de contenido no admitido */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Clave de idempotencia usada con otra petición */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approveGrant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grant"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cuerpo demasiado grande */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tipo de contenido no admitido */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readGranted: {
        parameters: {
            query?: never;
            header?: {
                /** @description Finalidad de la consulta, en UTF-8 codificado en porcentaje */
                purpose?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InscriptionRequest"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No existe o no está a su alcance */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeTokens: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description Revocación: jti o subject, y sólo uno de los dos */
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenRevocationInput"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenRevocation"];
                };
            };
            /** @description Petición con campos por corregir */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sin token vigente */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El rol no lo permite */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El estado no lo admite */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Cuerpo demasiado grande */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tipo de contenido no admitido */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Clave de idempotencia usada con otra petición */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Demasiados intentos */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description El servicio falló */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No disponible por ahora */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
